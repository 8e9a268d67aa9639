import { expect } from "chai";
import fc from "fast-check";

import { canonicalQuantity, quantityProblems } from "../../../components/pure/quantity.ts";
import { describeValue } from "../../../components/pure/problems.ts";
import { anyValue } from "./arbitraries.ts";

// What k8s.io/apimachinery 0.36.3 prints (Quantity.CanonicalizeBytes) for each of these.
const AS_KUBERNETES_PRINTS: readonly [string, string][] = [
    ["0", "0"],
    ["0Ki", "0"],
    ["-0", "0"],
    ["2000m", "2"],
    ["4096Mi", "4Gi"],
    ["0.5", "500m"],
    ["1000", "1k"],
    ["1500m", "1500m"],
    ["1e3", "1e3"],
    ["1E3", "1e3"],
    ["1000e0", "1e3"],
    ["1.5e3", "1500"],
    ["12e-10", "2e-9"],
    ["1e-1", "100e-3"],
    ["+1", "1"],
    ["0001", "1"],
    ["1.500", "1500m"],
    ["1.", "1"],
    ["1.G", "1G"],
    [".5", "500m"],
    ["100m", "100m"],
    ["999999", "999999"],
    ["1000000", "1M"],
    ["1234567", "1234567"],
    ["0.1m", "100u"],
    ["0.0000000001", "1n"],
    ["1.0000000001", "1000000001n"],
    ["-0.0000000001", "-1n"],
    ["-1500m", "-1500m"],
    ["1n", "1n"],
    ["1u", "1u"],
    ["1000n", "1u"],
    ["5E", "5E"],
    ["1001E", "1001E"],
    ["999E", "999E"],
    ["1Ki", "1Ki"],
    ["1023", "1023"],
    ["1024", "1024"],
    ["1024Ki", "1Mi"],
    ["1023Ki", "1023Ki"],
    ["1.5Gi", "1536Mi"],
    ["0.5Gi", "512Mi"],
    ["0.5Ki", "512"],
    ["1.1Ki", "1126400m"],
    ["0.1Ki", "102400m"],
    ["1.0000000001Ki", "1024000000103n"],
    ["0.00000000001Ki", "11n"],
    ["-1Ki", "-1Ki"],
    ["-0.5Ki", "-512"],
    ["-1.5Mi", "-1536Ki"],
    ["1048576Ki", "1Gi"],
    ["10Gi", "10Gi"],
    ["10240Mi", "10Gi"],
    ["7Ei", "7Ei"],
    ["8Ei", "9223372036854775807"],
    ["-8Ei", "-9223372036854775807"],
    ["9223372036854775807", "9223372036854775807"],
    ["9223372036854775808", "9223372036854775808"],
    ["1024Pi", "1Ei"],
    ["123456789012345678901234567", "123456789012345678901234567"],
    ["0.000000001Ei", "1152921504606846976n"],
    ["1e30", "1e30"],
    ["1500e30", "1500e30"],
    ["12.34567890123e3", "12345678901230e-9"],
    ["1E", "1E"],
    ["1Ei", "1Ei"],
];

// What the same library, or the pattern in the schema of every quantity, refuses.
const REFUSED = [
    "",
    ".",
    " 1",
    "1 ",
    "1K",
    "1kB",
    "1KiB",
    "1Gb",
    "1gi",
    "1e",
    "1e1.5",
    "1..5",
    "1,5",
    "--1",
    "+-1",
    "0x10",
    "NaN",
    "Infinity",
    "ten",
    "1m5",
    "1 Gi",
    "\uff11",
];

describe("a canonical quantity", () => {
    for (const [text, canonical] of AS_KUBERNETES_PRINTS) {
        it(`of ${text} is ${canonical}`, () => {
            expect(canonicalQuantity(text)).to.equal(canonical);
            expect(quantityProblems(text, "cpu", { anySign: true })).to.deep.equal([]);
        });
    }

    for (const text of REFUSED) {
        it(`refuses ${JSON.stringify(text)}`, () => {
            expect(() => canonicalQuantity(text)).to.throw(RangeError, /Kubernetes quantity/);
            expect(quantityProblems(text, "cpu", { anySign: true })).to.have.lengthOf(1);
        });
    }

    // Kubernetes itself would print 1 for these: a wrong amount, not a canonical one.
    for (const text of ["1000E", "1000000000000000000000", "1e10000"]) {
        it(`refuses ${text}, which Kubernetes cannot write`, () => {
            expect(() => canonicalQuantity(text)).to.throw(RangeError);
            expect(quantityProblems(text, "cpu")[0]?.remedy).to.match(/^Kubernetes cannot write/);
        });
    }

    const suffix = fc.constantFrom(
        ..."n u m k M G T P E Ki Mi Gi Ti Pi Ei e3 e-4 E+5".split(" "),
        "",
    );
    const quantity = fc
        .tuple(fc.constantFrom("", "-", "+"), fc.stringMatching(/^\d{1,20}(\.\d{0,12})?$/), suffix)
        .map((parts) => parts.join(""))
        .filter((text) => quantityProblems(text, "", { anySign: true }).length === 0);

    it("is its own canonical form", () => {
        fc.assert(
            fc.property(quantity, (text) => {
                const canonical = canonicalQuantity(text);
                expect(canonicalQuantity(canonical)).to.equal(canonical);
            }),
            { numRuns: 1000 },
        );
    });

    it("is the same however the amount is written", () => {
        fc.assert(
            fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), (amount) => {
                const canonical = canonicalQuantity(amount.toString());
                expect(canonicalQuantity(`${(amount * 1000n).toString()}m`)).to.equal(canonical);
                expect(canonicalQuantity(`+0${amount.toString()}.0`)).to.equal(canonical);
                const kibi = canonicalQuantity(`${amount.toString()}Mi`);
                expect(canonicalQuantity(`${(amount * 1024n).toString()}Ki`)).to.equal(kibi);
            }),
        );
    });
});

describe("a quantity's problems", () => {
    it("are none for the blueprint's quantities", () => {
        for (const text of ["4Gi", "2000m", "10Gi", "200M"]) {
            expect(quantityProblems(text, "storageSize")).to.deep.equal([]);
        }
    });

    const remedies: [unknown, RegExp][] = [
        [undefined, /^Write a number and, if wanted, a unit/],
        ["ten", /^Write a number and, if wanted, a unit/],
        ["ten per second", /^Write a number and, if wanted, a unit/],
        ["10GBs", /^Write a number and, if wanted, a unit/],
        [2, /^Write it in quotes: "2"$/],
        ["10 Gi", /^Remove the blanks$/],
        [" 10Gi", /^Remove the blanks$/],
        ["10GB", /without a B$/],
        ["10GiB", /without a B$/],
        ["10K", /without a B$/],
        ["10gi", /without a B$/],
        ["10g", /without a B$/],
    ];
    for (const [value, remedy] of remedies) {
        it(`refuses ${describeValue(value)} with a remedy`, () => {
            const problems = quantityProblems(value, "storageSize");
            expect(problems).to.have.lengthOf(1);
            expect(problems[0]?.path).to.equal("storageSize");
            expect(problems[0]?.expected).to.equal("a Kubernetes quantity, as text");
            expect(problems[0]?.remedy).to.match(remedy);
        });
    }

    it("refuses zero and less, of which the operator would silently make its default", () => {
        for (const text of ["0", "-1", "0Gi", "-10Gi"]) {
            expect(quantityProblems(text, "storageSize")[0]?.expected).to.equal(
                "a quantity above zero",
            );
        }
    });

    it("never throw, and are none only for what has a canonical form", () => {
        fc.assert(
            fc.property(fc.oneof(anyValue, fc.stringMatching(/^[0-9.eEkMGi+-]{0,9}$/)), (value) => {
                if (quantityProblems(value, "p").length === 0) {
                    expect(canonicalQuantity(String(value))).to.match(/^[1-9]\d*/);
                }
            }),
        );
    });
});
