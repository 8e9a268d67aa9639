import { expect } from "chai";
import fc from "fast-check";

import { cut, harmless, wrap } from "../../../cli/output/wrap.ts";

describe("wrapped text", () => {
    const cases: [string, number, string[]][] = [
        ["one two three", 7, ["one two", "three"]],
        ["", 10, [""]],
        ["exactly ten", 11, ["exactly ten"]],
        ["arn:aws:iam::123456789012:role/x", 20, ["arn:aws:iam::", "123456789012:role/x"]],
        ["unbreakable", 4, ["unbr", "eaka", "ble"]],
        ["  blanks   between\nlines ", 40, ["blanks between lines"]],
    ];
    for (const [text, width, lines] of cases) {
        it(`breaks ${JSON.stringify(text)} at ${width}`, () => {
            expect(wrap(text, width)).to.deep.equal(lines);
        });
    }

    it("fits, and loses nothing but blanks, for any text and width", () => {
        fc.assert(
            fc.property(fc.string(), fc.integer({ min: 1, max: 80 }), (text, width) => {
                const lines = wrap(text, width);
                expect(lines.every(({ length }) => length <= width)).to.equal(true);
                const squeezed = (each: string) => each.replace(/\s+/gu, "");
                expect(squeezed(lines.join(""))).to.equal(squeezed(harmless(text)));
            }),
        );
    });

    it("is cut on one line with an ellipsis", () => {
        expect(cut("a longer\nline", 8)).to.equal("a longe…");
        expect(cut("short", 8)).to.equal("short");
        expect(cut("none", 0)).to.equal("…");
    });

    it("holds no control character, line ends and tabs apart", () => {
        expect(harmless("a\u001b[31mb\u0007\u009bc\n\td")).to.equal("a�[31mb��c\n\td");
    });
});
