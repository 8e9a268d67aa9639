import { expect } from "chai";
import fc from "fast-check";

import {
    canonicalDuration,
    durationProblems,
    durationSeconds,
} from "../../../components/pure/duration.ts";
import { describeValue } from "../../../components/pure/problems.ts";
import { anyValue } from "./arbitraries.ts";

// What Go 1.26's time.ParseDuration and String make of each of these.
const AS_GO_PRINTS: readonly [string, string][] = [
    ["48h", "48h0m0s"],
    ["90m", "1h30m0s"],
    ["336h", "336h0m0s"],
    ["1h30m", "1h30m0s"],
    ["1.5h", "1h30m0s"],
    ["0", "0s"],
    ["0s", "0s"],
    ["-0", "0s"],
    ["+5s", "5s"],
    ["-90m", "-1h30m0s"],
    ["1ms", "1ms"],
    ["1.5ms", "1.5ms"],
    ["1us", "1\u00b5s"],
    ["1\u00b5s", "1\u00b5s"],
    ["1\u03bcs", "1\u00b5s"],
    ["1500ns", "1.5\u00b5s"],
    ["999ns", "999ns"],
    ["1.000000001s", "1.000000001s"],
    ["3600s", "1h0m0s"],
    ["61s", "1m1s"],
    [".5s", "500ms"],
    ["1.s", "1s"],
    ["0.3333333333333333333h", "20m0s"],
    ["0.100000000000000000000h", "6m0s"],
    ["1h1h", "2h0m0s"],
    ["2562047h47m16.854775807s", "2562047h47m16.854775807s"],
    ["-2562047h47m16.854775808s", "-2562047h47m16.854775808s"],
    ["9223372036854775807ns", "2562047h47m16.854775807s"],
    ["100000h", "100000h0m0s"],
    ["1m0.5s", "1m0.5s"],
    ["0.000000001s", "1ns"],
    ["0.0000000001s", "0s"],
    ["24h", "24h0m0s"],
    ["1h0.1ns", "1h0m0s"],
];

const REFUSED = [
    "",
    "h",
    "48",
    "1d",
    "1w",
    "-",
    "+",
    ".s",
    "1h 30m",
    "1 h",
    "1H",
    "1hour",
    "2562047h47m16.854775808s",
    "9223372036854775808ns",
    "1e3s",
    "--1s",
    "P1D",
    "1h30",
];

describe("a canonical duration", () => {
    for (const [text, canonical] of AS_GO_PRINTS) {
        it(`of ${text} is ${canonical}`, () => {
            expect(canonicalDuration(text)).to.equal(canonical);
            expect(durationProblems(text, "retention", { anySign: true })).to.deep.equal([]);
        });
    }

    for (const text of REFUSED) {
        it(`refuses ${JSON.stringify(text)}`, () => {
            expect(() => canonicalDuration(text)).to.throw(RangeError, /a duration such as 48h/);
            expect(() => durationSeconds(text)).to.throw(RangeError);
            expect(durationProblems(text, "retention", { anySign: true })).to.have.lengthOf(1);
        });
    }

    it("is its own canonical form, and means the same time", () => {
        const part = fc
            .tuple(
                fc.stringMatching(/^\d{1,4}(\.\d{0,9})?$/),
                fc.constantFrom("h", "m", "s", "ms", "us"),
            )
            .map((pair) => pair.join(""));
        const duration = fc
            .tuple(fc.constantFrom("", "-"), fc.array(part, { minLength: 1, maxLength: 4 }))
            .map(([sign, parts]) => sign + parts.join(""));
        fc.assert(
            fc.property(duration, (text) => {
                const canonical = canonicalDuration(text);
                expect(canonicalDuration(canonical)).to.equal(canonical);
                expect(durationSeconds(canonical)).to.equal(durationSeconds(text));
            }),
        );
    });
});

describe("a duration in seconds", () => {
    const table: [string, number][] = [
        ["48h", 172_800],
        ["1h30m", 5_400],
        ["1500ms", 1.5],
        ["-1m", -60],
        ["1ns", 1e-9],
        ["0", 0],
    ];
    for (const [text, seconds] of table) {
        it(`is ${seconds} for ${text}`, () => {
            expect(durationSeconds(text)).to.equal(seconds);
        });
    }
});

describe("a duration's problems", () => {
    const remedies: [unknown, RegExp][] = [
        [undefined, /^Units are h, m, s/],
        [48, /^Add a unit and quotes/],
        ["48", /^Add a unit: h, m or s$/],
        ["2d", /^There is no unit for days: write 48h$/],
        ["14 days", /^There is no unit for days: write 336h$/],
        ["in 2d", /^Units are h, m, s/],
        ["2d12h", /^Units are h, m, s/],
        ["a48", /^Units are h, m, s/],
        ["48a", /^Units are h, m, s/],
        ["1w", /^Units are h, m, s/],
    ];
    for (const [value, remedy] of remedies) {
        it(`refuses ${describeValue(value)} with a remedy`, () => {
            const problems = durationProblems(value, "retention");
            expect(problems).to.have.lengthOf(1);
            expect(problems[0]?.path).to.equal("retention");
            expect(problems[0]?.remedy).to.match(remedy);
        });
    }

    it("refuses no time and less", () => {
        for (const text of ["0", "0s", "-1h"]) {
            expect(durationProblems(text, "retention")[0]?.expected).to.equal(
                "a duration above zero",
            );
        }
    });

    it("never throw, and are none only for what has a canonical form", () => {
        fc.assert(
            fc.property(fc.oneof(anyValue, fc.stringMatching(/^[0-9.hmsun+-]{0,9}$/)), (value) => {
                if (durationProblems(value, "p").length === 0) {
                    expect(durationSeconds(canonicalDuration(String(value)))).to.be.greaterThan(0);
                }
            }),
        );
    });
});
