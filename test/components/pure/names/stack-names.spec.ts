import { expect } from "chai";
import fc from "fast-check";

import { dnsLabelProblems } from "../../../../components/pure/names/kubernetes-names.ts";
import {
    branchNamespace,
    branchProblems,
    branchStack,
    stackNameProblems,
} from "../../../../components/pure/names/stack-names.ts";
import { anyValue, dnsLabel } from "../arbitraries.ts";

/** Branches that are often nearly the same. */
const branch: fc.Arbitrary<string> = fc.oneof(
    dnsLabel,
    fc.string({
        unit: fc.constantFrom("a", "A", "b", "B", "-", "_", ".", "/", " ", "é"),
        minLength: 1,
        maxLength: 12,
    }),
    fc.string({ unit: fc.constantFrom("x", "X", "-"), minLength: 40, maxLength: 80 }),
    fc.string({ unit: "binary" }),
    // Half characters too, which UTF-8 cannot tell apart.
    fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 4 })
        .map((units) => String.fromCharCode(...units)),
);

describe("the stack of a branch", () => {
    for (const name of ["main", "feature-foo", "release-1", "1", "optimization", "production"]) {
        it(`is branch-${name} for ${name}`, () => {
            expect(branchStack(name)).to.equal(`branch-${name}`);
        });
    }

    it("is plain up to 63 characters, and cut with a hash above", () => {
        const longest = "x".repeat(56);
        expect(branchStack(longest)).to.equal(`branch-${longest}`);
        expect(branchStack(`${longest}x`)).to.match(/^branch-x{42}--[a-z2-7]{12}$/);
    });

    const hashed: [string, RegExp][] = [
        ["feature/Foo", /^branch-feature-foo--[a-z2-7]{12}$/],
        ["FEATURE/foo", /^branch-feature-foo--[a-z2-7]{12}$/],
        ["feature/foo", /^branch-feature-foo--[a-z2-7]{12}$/],
        ["feature_foo", /^branch-feature-foo--[a-z2-7]{12}$/],
        ["-foo-", /^branch-foo--[a-z2-7]{12}$/],
        ["a--b", /^branch-a-b--[a-z2-7]{12}$/],
        ["größe", /^branch-gr-e--[a-z2-7]{12}$/],
        ["日本", /^branch--[a-z2-7]{12}$/],
        ["", /^branch--[a-z2-7]{12}$/],
    ];
    for (const [name, pattern] of hashed) {
        it(`carries a hash for ${JSON.stringify(name)}`, () => {
            expect(branchStack(name)).to.match(pattern);
        });
    }

    it("is always the same for the same branch, today as in later releases", () => {
        expect(branchStack("feature/Foo")).to.equal("branch-feature-foo--2a5lhgat3zde");
    });

    it("differs for branches that differ only in case or in their separators", () => {
        const names = [
            "feature/Foo",
            "feature-foo",
            "FEATURE/foo",
            "feature/foo",
            "feature.foo",
            "feature_foo",
            "feature--foo",
            "feature-foo-",
            "feature-foo ",
        ];
        expect(new Set(names.map(branchStack)).size).to.equal(names.length);
        expect(new Set(names.map(branchNamespace)).size).to.equal(names.length);
    });

    it("differs for all 65,536 ways to write one name in upper and lower case", () => {
        const word = "abcdefghijklmnop";
        const stacks = new Set<string>();
        for (let bits = 0; bits < 2 ** word.length; bits += 1) {
            const letters = Array.from(word, (letter, index) =>
                (bits >> index) % 2 === 1 ? letter.toUpperCase() : letter,
            );
            stacks.add(branchStack(letters.join("")));
        }
        expect(stacks.size).to.equal(2 ** word.length);
    });

    it("and the namespace are the same for the same branch and others for any other", () => {
        fc.assert(
            fc.property(branch, branch, (one, other) => {
                expect(branchStack(one) === branchStack(other)).to.equal(one === other);
                expect(branchNamespace(one) === branchNamespace(other)).to.equal(one === other);
            }),
            { numRuns: 3000 },
        );
    });

    it("is never that of another branch that imitates it", () => {
        fc.assert(
            fc.property(branch, (name) => {
                const stack = branchStack(name);
                for (const imitation of [stack, stack.slice("branch-".length)]) {
                    expect(branchStack(imitation) === stack).to.equal(imitation === name);
                }
            }),
            { numRuns: 1000 },
        );
    });

    it("and the namespace are legal, and in lower case, whatever the branch", () => {
        fc.assert(
            fc.property(branch, (name) => {
                const stack = branchStack(name);
                expect(stack).to.match(/^[a-z0-9-]{1,63}$/);
                expect(stackNameProblems(stack, "stack")).to.deep.equal([]);
                expect(dnsLabelProblems(branchNamespace(name), "namespace")).to.deep.equal([]);
            }),
            { numRuns: 3000 },
        );
    });

    it("is never a namespace of the cluster's own", () => {
        for (const name of ["default", "kube-system", "openshift-monitoring"]) {
            expect(branchNamespace(name)).to.equal(`branch-${name}`);
        }
    });
});

describe("the problems of a stack's name", () => {
    for (const name of [
        "dev",
        "Dev_1.0-x",
        "s".repeat(100),
        "org/dev",
        "organization/tempo-sts/dev",
    ]) {
        it(`are none for ${name.slice(0, 40)}`, () => {
            expect(stackNameProblems(name, "stack")).to.deep.equal([]);
        });
    }
    for (const name of [
        undefined,
        null,
        7,
        "",
        " ",
        "a b",
        "s".repeat(101),
        "/dev",
        "a/b/c/d",
        "größe",
        "dev\n",
    ]) {
        it(`are one for ${String(name).slice(0, 40)}`, () => {
            expect(stackNameProblems(name, "stack")).to.have.lengthOf(1);
        });
    }
    it("tell where to look, or what to do with a branch", () => {
        expect(stackNameProblems(undefined, "stack")[0]?.remedy).to.match(/pulumi stack ls/);
        expect(stackNameProblems("feature/a#b", "stack")[0]?.remedy).to.match(/branch's own stack/);
    });
    it("never throw", () => {
        fc.assert(fc.property(anyValue, (value) => void stackNameProblems(value, "stack")));
    });
});

describe("the problems of a branch's name", () => {
    it("are none for what git takes", () => {
        for (const name of ["main", "feature/foo", "größe", "a b"]) {
            expect(branchProblems(name, "branch")).to.deep.equal([]);
        }
    });
    it("are one for an empty text, a line break or no text", () => {
        for (const name of ["", "  ", "a\nb", undefined, 3, null]) {
            expect(branchProblems(name, "branch")).to.have.lengthOf(1);
        }
    });
});
