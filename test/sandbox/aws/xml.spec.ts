import { expect } from "chai";
import fc from "fast-check";

import { escapeXml, firstText } from "../../../sandbox/aws/xml.ts";

describe("escapeXml and firstText", () => {
    it("give back any text that XML can write", () => {
        fc.assert(
            fc.property(fc.string({ unit: "grapheme" }), (text) => {
                const xml = `<A><B>${escapeXml(text)}</B><B>other</B></A>`;
                expect(firstText(xml, "B")).to.equal(
                    text.replace(/[^\t\n\r\u0020-\u{10FFFF}]/gu, "\uFFFD"),
                );
            }),
        );
    });

    it("write what XML cannot say as a replacement character", () => {
        expect(escapeXml("a\u0000b\u001bc\uFFFEd")).to.equal("a\uFFFDb\uFFFDc\uFFFDd");
    });

    it("read every kind of reference", () => {
        expect(
            firstText("<A>&lt;&amp;lt;&gt;&quot;&apos;&#65;&#x1F600;&#xFFFFFFF;&odd;</A>", "A"),
        ).to.equal("<&lt;>\"'A\u{1F600}&#xFFFFFFF;&odd;");
        expect(firstText("<A></A>", "A")).to.equal("");
        expect(firstText("<AB>x</AB>", "A")).to.equal(undefined);
    });
});
