import { expect } from "chai";
import fc from "fast-check";

import { ownershipLabels, ownershipTags, tagProblems } from "../../../components/pure/tags.ts";
import { anyValue, dnsLabel } from "./arbitraries.ts";

const OWNER = {
    project: "tempo-sts",
    stack: "dev",
    namespace: "chainsaw-awssts-tempo",
    tempoName: "tmstack",
    buildNamespace: "cioptmstack",
    profile: "ephemeral",
};

describe("the ownership tags", () => {
    it("name project, stack, namespace, instance, build and profile", () => {
        expect(ownershipTags(OWNER)).to.deep.equal({
            "tempo-sts:project": "tempo-sts",
            "tempo-sts:stack": "dev",
            "tempo-sts:namespace": "chainsaw-awssts-tempo",
            "tempo-sts:tempo": "tmstack",
            "tempo-sts:build-namespace": "cioptmstack",
            "tempo-sts:profile": "ephemeral",
        });
    });

    it("stand beside the caller's own, which never override them", () => {
        const extra = { team: "tracing", "tempo-sts:stack": "stolen" };
        const tags = ownershipTags({ ...OWNER, extra });
        expect(tags["team"]).to.equal("tracing");
        expect(tags["tempo-sts:stack"]).to.equal("dev");
        expect(Object.keys(tags)).to.have.lengthOf(7);
        expect(extra).to.deep.equal({ team: "tracing", "tempo-sts:stack": "stolen" });
    });

    it("are cut with a hash only where a value is longer than AWS takes", () => {
        const stackTag = (stack: string): string | undefined =>
            ownershipTags({ ...OWNER, stack })["tempo-sts:stack"];
        expect(stackTag("s".repeat(256))).to.equal("s".repeat(256));
        expect(stackTag(`t${"s".repeat(256)}`)).to.match(/^ts{246}-[0-9a-f]{8}$/);
    });

    it("keep to what AWS takes, and still tell two long names apart", () => {
        const text = fc.oneof(dnsLabel, fc.string({ unit: "binary", maxLength: 400 }));
        fc.assert(
            fc.property(text, text, (stack, other) => {
                const value = ownershipTags({ ...OWNER, stack })["tempo-sts:stack"] ?? "";
                expect(value).to.match(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u);
                expect(value.length).to.be.at.most(256);
                const another = ownershipTags({ ...OWNER, stack: other })["tempo-sts:stack"];
                expect(value === another).to.equal(stack === other);
            }),
        );
    });
});

describe("the ownership labels", () => {
    it("name the manager, project, stack, instance, build and profile", () => {
        expect(ownershipLabels(OWNER)).to.deep.equal({
            "app.kubernetes.io/managed-by": "tempo-sts",
            "tempo-sts.io/project": "tempo-sts",
            "tempo-sts.io/stack": "dev",
            "tempo-sts.io/tempo": "tmstack",
            "tempo-sts.io/build-namespace": "cioptmstack",
            "tempo-sts.io/profile": "ephemeral",
        });
    });

    it("are legal whatever the stack is called", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), (stack) => {
                expect(ownershipLabels({ ...OWNER, stack })["tempo-sts.io/stack"]).to.match(
                    /^(([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9])?$/,
                );
            }),
        );
    });
});

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

    it("leave room for the ownership tags among AWS's fifty", () => {
        const tags = (count: number): Record<string, string> =>
            Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, "x"]));
        expect(expectedOf(tags(44))).to.deep.equal([]);
        expect(expectedOf(tags(45))).to.deep.equal(["tags: at most 44 tags"]);
        expect(Object.keys(ownershipTags({ ...OWNER, extra: tags(44) }))).to.have.lengthOf(50);
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
