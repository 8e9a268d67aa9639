import { expect } from "chai";
import fc from "fast-check";

import { LIFETIME_TAGS, PLACE_TAGS } from "../../../../components/pure/lifetime/lifetime.ts";
import { tagProblems } from "../../../../components/pure/lifetime/tag-rules.ts";
import { OWNERSHIP_TAGS } from "../../../../components/pure/lifetime/tags.ts";
import { anyValue } from "../arbitraries.ts";

describe("the problems of the caller's own tags", () => {
    const expectedOf = (value: unknown): string[] =>
        tagProblems(value, "tags").map(({ path, expected }) => `${path}: ${expected}`);
    const key = "a tag key of 1 to 128 letters, digits, blanks and _ . : / = + - @";
    const kept = "a tag key that begins neither with aws: nor with tempo-sts:";
    const text = "a text of at most 256 letters, digits, blanks and _ . : / = + - @";

    const table: [unknown, string[]][] = [
        [{}, []],
        [
            {
                team: "tracing",
                "cost centre": "42",
                "e-mail": "a@b.example",
                größe: "groß",
                empty: "",
            },
            [],
        ],
        [{ ["k".repeat(128)]: "v".repeat(256) }, []],
        [null, ["tags: a table of tags, each a text"]],
        [["a"], ["tags: a table of tags, each a text"]],
        ["team=tracing", ["tags: a table of tags, each a text"]],
        [{ "": "x" }, [`tags.: ${key}`]],
        [{ ["k".repeat(129)]: "x" }, [`tags.${"k".repeat(129)}: ${key}`]],
        [{ "a*": "x" }, [`tags.a*: ${key}`]],
        [{ "aws:x": "x" }, [`tags.aws:x: ${kept}`]],
        [{ "AWS:x": "x" }, [`tags.AWS:x: ${kept}`]],
        [{ "tempo-sts:stack": "x" }, [`tags.tempo-sts:stack: ${kept}`]],
        [{ "my:aws:x": "x", awsome: "x" }, []],
        [{ a: 1 }, [`tags.a: ${text}`]],
        [{ a: "x".repeat(257) }, [`tags.a: ${text}`]],
        [{ a: "x\n" }, [`tags.a: ${text}`]],
        [{ "a*": null, b: 2 }, [`tags.a*: ${key}`, `tags.a*: ${text}`, `tags.b: ${text}`]],
        [
            { team: "a", Team: "b" },
            ["tags.Team: tag keys that differ in more than upper and lower case"],
        ],
        [
            { Team: "a", team: "b" },
            ["tags.team: tag keys that differ in more than upper and lower case"],
        ],
    ];
    for (const [value, expected] of table) {
        it(`are ${expected.length} for ${JSON.stringify(value).slice(0, 60)}`, () => {
            expect(expectedOf(value)).to.deep.equal(expected);
        });
    }

    it("leave room for the tags of ownership and lifetime among AWS's fifty", () => {
        const tags = (count: number): Record<string, string> =>
            Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, "x"]));
        expect(expectedOf(tags(37))).to.deep.equal([]);
        expect(expectedOf(tags(38))).to.deep.equal(["tags: at most 37 tags"]);
        const { accountId } = PLACE_TAGS;
        const ours = { ...OWNERSHIP_TAGS, ...LIFETIME_TAGS, accountId };
        expect(Object.keys({ ...tags(37), ...ours })).to.have.lengthOf(50);
    });

    it("say how a number or a switch is written", () => {
        for (const value of [1, true]) {
            expect(tagProblems({ a: value }, "tags")[0]?.remedy).to.equal("Write it in quotes");
        }
        expect(tagProblems({ a: null }, "tags")[0]?.remedy).to.match(/^Shorten it/);
    });

    it("never throw", () => {
        fc.assert(fc.property(anyValue, (value) => void tagProblems(value, "tags")));
    });
});
