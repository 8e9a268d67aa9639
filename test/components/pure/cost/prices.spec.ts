import { expect } from "chai";

import { NOT_REREAD, PRICES, type ClassPrices } from "../../../../components/pure/cost/prices.ts";

describe("the price table", () => {
    it("has for each figure a decimal number, AWS's page and a date, or says that it was not read again", () => {
        const figures = Object.values(PRICES).flatMap(({ classes, ...rest }) => [
            ...Object.values(rest),
            ...Object.values(classes).flatMap(figuresOf),
        ]);
        expect(figures).to.have.lengthOf.above(30);
        for (const { usd, source, asOf, units } of figures) {
            expect(usd).to.match(/^\d+(\.\d+)?$/);
            expect(source).to.match(/^https:\/\/aws\.amazon\.com\/.+\/pricing\//);
            expect(asOf === NOT_REREAD || /^20\d\d-\d\d-\d\d$/.test(asOf), asOf).to.equal(true);
            expect(units).to.be.above(0);
        }
    });
});

function figuresOf({
    storage,
    put,
    get,
    moveIn,
    retrieval,
}: ClassPrices): ClassPrices["storage"][] {
    return [storage, put, get, moveIn ?? storage, retrieval ?? storage];
}
