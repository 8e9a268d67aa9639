import { stripVTControlCharacters } from "node:util";

import { expect } from "chai";
import fc from "fast-check";

import { ago, until } from "../../../cli/output/ages.ts";
import { cleanerFor } from "../../../cli/output/clean.ts";
import { stackTable } from "../../../cli/output/stack-table.ts";
import { stackText } from "../../../cli/output/stack-text.ts";
import { styleFor } from "../../../cli/output/style.ts";
import { columnsOf, table } from "../../../cli/output/table.ts";
import type { View } from "../../../cli/session.ts";
import { someDetails, someStack } from "../../support/fake-rooms.ts";
import { HOSTILE } from "../../support/hostile-text.ts";

const NOW = new Date("2026-11-24T10:43:00Z");
const plain = (text: string) => text;

const STACKS = [
    someStack({
        name: "branch-feature-with-a-rather-long-name--abcdefghijkl",
        lifetime: {
            owner: "ada",
            branch: "feature/with-a-rather-long-name",
            created: "20261123T104300Z",
            expires: "20261124T100000Z",
        },
        lastUpdate: "2026-11-24T08:43:00Z",
    }),
    someStack({
        name: "dev",
        updating: true,
        lifetime: { owner: "a team", created: "20261123T104300Z", expires: "20261126T104300Z" },
    }),
    someStack({ name: "plain" }),
    someStack({ name: "hostile", lifetime: { owner: HOSTILE, branch: HOSTILE, created: "x" } }),
];

describe("a table", () => {
    const columns = [
        { title: "name", cell: (row: string[]) => row[0] ?? "", least: 4 },
        { title: "note", cell: (row: string[]) => row[1] ?? "", least: 6, leaves: 1 },
    ];
    const laid = (width: number, rows: string[][]) =>
        table(rows, columns, { width, heading: plain });

    it("has columns as wide as what stands in them", () => {
        expect(
            laid(Infinity, [
                ["a", "1"],
                ["long name", "2"],
            ]),
        ).to.equal("name       note\na          1\nlong name  2");
    });

    it("cuts the widest column first, then lets a column go", () => {
        const rows = [["abcdefgh", "some words that are long"]];
        expect(laid(24, rows)).to.equal("name      note\nabcdefgh  some words th…");
        expect(laid(11, rows)).to.equal("name\nabcdefgh");
        expect(laid(6, rows)).to.equal("name\nabcde…");
    });

    it("counts characters that take two columns, or none", () => {
        expect(columnsOf("日本")).to.equal(4);
        expect(columnsOf("e\u0301")).to.equal(1);
        expect(columnsOf("🚀")).to.equal(2);
        expect(laid(12, [["日本語日本", "x"]])).to.equal("name    note\n日本…   x");
        expect(laid(8, [["日本語日本", "x"]])).to.equal("name\n日本語…");
    });

    it("fits any width down to its least, and has one line for each row", () => {
        fc.assert(
            fc.property(
                fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 2 }), { maxLength: 5 }),
                fc.integer({ min: 4, max: 60 }),
                (rows, width) => {
                    const lines = laid(width, rows).split("\n");
                    expect(lines).to.have.length(rows.length + 1);
                    for (const line of lines) expect(columnsOf(line)).to.be.at.most(width);
                },
            ),
        );
    });
});

describe("a list of stacks", () => {
    for (const width of [40, 60, 80, 140]) {
        it(`fits ${width} columns, coloured or not`, () => {
            for (const colored of [false, true]) {
                const lines = stripVTControlCharacters(
                    stackTable(STACKS, view(width, colored), NOW),
                ).split("\n");
                for (const line of lines.slice(0, -2))
                    expect(columnsOf(line), line).to.be.at.most(width);
                expect(lines).to.have.length(STACKS.length + 3);
            }
        });
    }

    it("says when each expires and was updated, and how many are due", () => {
        const text = stackTable(STACKS, view(Infinity), NOW);
        expect(text).to.match(/branch-feature\S+ +ada +feature\/\S+ +14 +2 h ago +43 min ago\n/u);
        expect(text).to.match(/dev +a team +– +14 +right now +in 2 d\n/u);
        expect(text).to.match(/4 stacks, 1 expired: `tempo-sts sweep` takes them\.$/u);
        expect(text).to.not.match(/wJalrX|[\u001b\u0007]/u);
    });
});

describe("one stack as text", () => {
    it("fits, says everything, and steers no terminal", () => {
        const details = someDetails({ ...STACKS[3], outputs: { evil: HOSTILE, list: [1] } });
        for (const width of [40, 80]) {
            const text = stackText(details, view(width), NOW);
            for (const line of text.split("\n"))
                expect(columnsOf(line), line).to.be.at.most(width + 4);
            expect(text).to.not.match(/wJalrX|[\u001b\u0007]/u);
        }
        expect(stackText(details, view(100), NOW)).to.match(/list {2}\[1\]/u);
    });
});

describe("times seen from now", () => {
    const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
    const cases: [number, string][] = [
        [-30, "just now"],
        [-90, "1 min ago"],
        [-7100, "118 min ago"],
        [-7200, "2 h ago"],
        [-47 * 3600, "47 h ago"],
        [-48 * 3600, "2 d ago"],
    ];
    for (const [seconds, words] of cases) {
        it(`are said in words: ${words}`, () => {
            expect(ago(at(seconds), NOW)).to.equal(words);
        });
    }
    it("may be to come", () => {
        expect(until(at(7200), NOW)).to.equal("in 2 h");
        expect(until(at(5), NOW)).to.equal("in a moment");
    });
});

function view(width: number, colored = false): View {
    return { width, tableWidth: width, style: styleFor(colored), clean: cleanerFor({}) };
}
