import { expect } from "chai";
import fc from "fast-check";

import { describeValue, formatProblem, formatProblems } from "../../../components/pure/problems.ts";
import { anyValue } from "./arbitraries.ts";

const CPU = { path: "cpu", expected: "a quantity", found: '"x"', remedy: "Write 2" };
const REGION = { path: "region", expected: "a Region", found: "nothing", remedy: "Set it" };

describe("a problem", () => {
    it("reads as one sentence with its remedy", () => {
        expect(formatProblem(CPU)).to.equal('`cpu`: expected a quantity, got "x". Write 2.');
    });

    it("keeps the remedy's own final mark", () => {
        expect(formatProblem({ ...CPU, remedy: "Did you mean 2?" })).to.match(/ Did you mean 2\?$/);
    });

    it("ends with one full stop, wherever else there is one", () => {
        expect(formatProblem({ ...CPU, remedy: "Write 2.5 or 3" })).to.match(/ Write 2\.5 or 3\.$/);
        expect(formatProblem({ ...CPU, remedy: "Write 3." })).to.match(/ Write 3\.$/);
    });

    it("ends after the value when there is no remedy", () => {
        expect(formatProblem({ ...CPU, remedy: "" })).to.equal(
            '`cpu`: expected a quantity, got "x".',
        );
    });

    it("stands alone without a number", () => {
        expect(formatProblems([CPU])).to.equal(formatProblem(CPU));
    });

    it("is numbered among others", () => {
        expect(formatProblems([CPU, REGION])).to.equal(
            '1. `cpu`: expected a quantity, got "x". Write 2.\n' +
                "2. `region`: expected a Region, got nothing. Set it.",
        );
    });

    it("is nothing when there is none", () => {
        expect(formatProblems([])).to.equal("");
    });
});

describe("the description of a value", () => {
    const throwing = {
        toJSON: () => {
            throw new Error("no");
        },
    };
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;
    const table: [unknown, string][] = [
        [undefined, "nothing"],
        [null, "null"],
        ["", '""'],
        ["text", '"text"'],
        [2, "2"],
        [-0, "-0"],
        [Number.NaN, "NaN"],
        [12n, "12n"],
        [Symbol("s"), "a symbol"],
        [() => 1, "a function"],
        [[1, "a"], '[1,"a"]'],
        [{ a: 1 }, '{"a":1}'],
        [throwing, "a value that cannot be shown"],
        [circular, "a value that cannot be shown"],
        [{ toJSON: () => undefined }, "a value that JSON cannot hold"],
        ["a\nb\u0007", '"a\\nb\\u0007"'],
        ["\u009b31m", '"\\u{9b}31m"'],
        ["a\u2028b\u202ec", '"a\\u{2028}b\\u{202e}c"'],
    ];
    for (const [value, text] of table) {
        it(`is ${text}`, () => {
            expect(describeValue(value)).to.equal(text);
        });
    }

    it("is cut when it is long", () => {
        const text = describeValue("x".repeat(500));
        expect(text).to.have.lengthOf(80);
        expect(text.endsWith("x…")).to.equal(true);
    });

    it("is never cut when it fits exactly", () => {
        expect(describeValue("x".repeat(78))).to.equal(`"${"x".repeat(78)}"`);
    });

    it("never throws, stays on one line and short, whatever the value", () => {
        fc.assert(
            fc.property(anyValue, (value) => {
                const text = describeValue(value);
                expect(text).to.not.match(/[\p{Cc}\p{Zl}\p{Zp}]/u);
                expect(Array.from(text).length).to.be.within(1, 80);
            }),
        );
    });
});
