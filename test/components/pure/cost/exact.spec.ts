import { expect } from "chai";

import {
    decimal,
    exact,
    isLess,
    least,
    minus,
    most,
    per,
    plus,
    roundedUp,
    times,
} from "../../../../components/pure/cost/exact.ts";

describe("exact numbers", () => {
    it("read decimal texts and whole numbers as they are", () => {
        expect(exact("0.0125")).to.deep.equal({ over: 1n, under: 80n });
        expect(exact("-3.50")).to.deep.equal({ over: -7n, under: 2n });
        expect(exact(1_073_741_824)).to.deep.equal({ over: 1_073_741_824n, under: 1n });
    });

    for (const text of ["", "1.", ".5", "1e3", "1,5", "0x10", " 1", "NaN", "1.2.3"]) {
        it(`refuses ${JSON.stringify(text)}`, () => {
            expect(() => exact(text)).to.throw(RangeError, "a decimal number");
        });
    }

    it("never lose anything on the way", () => {
        const third = per(1, 3);
        expect(plus(third, third, third)).to.deep.equal(exact(1));
        expect(decimal(times(exact("0.1"), 3), 20)).to.equal("0.30000000000000000000");
        const many = Array.from({ length: 1000 }, () => exact("0.0004"));
        expect(decimal(plus(...many), 4)).to.equal("0.4000");
        expect(minus(exact("0.3"), exact("0.1"))).to.deep.equal(exact("0.2"));
    });

    it("are told with halves away from zero", () => {
        expect(["0.005", "0.0049", "2.675", "-0.005", "-0.004", "12"].map(cents)).to.deep.equal([
            ...["0.01", "0.00", "2.68", "-0.01", "0.00", "12.00"],
        ]);
        expect(decimal(exact("1234.5"), 0)).to.equal("1235");
    });

    it("are compared, and rounded up", () => {
        expect(isLess(exact("0.1"), per(1, 9))).to.equal(true);
        expect(isLess(per(1, 9), exact("0.1"))).to.equal(false);
        expect(
            [most, least].map((pick) => cents(decimal(pick(exact(1), exact(2)), 0))),
        ).to.deep.equal([...["2.00", "1.00"]]);
        expect(["2", "2.1", "0", "-1.5"].map((text) => roundedUp(exact(text)).over)).to.deep.equal([
            ...[2n, 3n, 0n, -1n],
        ]);
    });

    it("refuses to divide by nothing", () => {
        expect(() => per(1, 0)).to.throw(RangeError, "divide by");
    });
});

function cents(text: string): string {
    return decimal(exact(text), 2);
}
