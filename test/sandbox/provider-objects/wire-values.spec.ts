import { expect } from "chai";

import {
    conceal,
    containsUnknown,
    reveal,
    revealProperties,
    secret,
    UNKNOWN,
} from "../../../sandbox/provider-objects/wire-values.ts";

describe("Pulumi's marks in property values", () => {
    it("are taken off at any depth, with members that are not given", () => {
        const value = { a: secret({ b: [secret(1), null] }), c: null, d: undefined, e: "x" };
        expect(revealProperties(value)).to.deep.equal({ a: { b: [1, null] }, e: "x" });
        expect(reveal(secret(secret("x")))).to.equal("x");
    });

    it("are put back where the pattern has them", () => {
        const pattern = { a: secret("old"), b: { c: secret(1), d: 2 }, l: [1, secret(2)] };
        const concealed = conceal({ a: "new", b: { c: 3, d: 4 }, l: [5, 6], z: 7 }, pattern);
        expect(concealed).to.deep.equal({
            a: secret("new"),
            b: { c: secret(3), d: 4 },
            l: [5, secret(6)],
            z: 7,
        });
    });

    it("hide a whole list when its items cannot be told apart any more", () => {
        expect(conceal({ l: [1, 2, 3] }, { l: [secret(1)] })).to.deep.equal({
            l: secret([1, 2, 3]),
        });
        expect(conceal({ l: [1, 2, 3] }, { l: [1] })).to.deep.equal({ l: [1, 2, 3] });
    });

    it("never wrap a secret twice", () => {
        expect(secret(secret(1))).to.deep.equal(secret(1));
        expect(conceal({ a: secret(1) }, { a: secret(0) })).to.deep.equal({ a: secret(1) });
    });

    it("tell a value that is not known yet, wherever it is", () => {
        expect(containsUnknown({ a: [{ b: UNKNOWN }] })).to.equal(true);
        expect(containsUnknown({ a: [{ b: "known" }, null] })).to.equal(false);
    });
});
