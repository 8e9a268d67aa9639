import { expect } from "chai";

import {
    meets,
    type RequestContext,
} from "../../../../components/pure/policy-reading/conditions.ts";

const CONTEXT: RequestContext = {
    values: new Map([
        ["k", ["Value"]],
        ["many", ["a", "b"]],
        ["tls", ["1.3"]],
        ["flag", ["true"]],
    ]),
    isAbsent: (key) => key === "absent",
};

/** Operator, key, wanted values, and what IAM says. */
const CASES: readonly (readonly [string, string, readonly string[], string])[] = [
    ["StringEquals", "k", ["Value"], "yes"],
    ["StringEquals", "K", ["Value"], "yes"],
    ["StringEquals", "k", ["value"], "no"],
    ["StringEquals", "k", ["V*"], "no"],
    ["StringEquals", "k", ["other", "Value"], "yes"],
    ["StringEquals", "absent", ["Value"], "no"],
    ["StringEqualsIfExists", "absent", ["Value"], "yes"],
    ["StringEqualsIfExists", "k", ["other"], "no"],
    ["StringEquals", "unheard-of", ["Value"], "unknown"],
    ["StringEquals", "k", ["${aws:username}"], "unknown"],
    ["stringequals", "k", ["Value"], "yes"],
    ["StringNotEquals", "k", ["Value"], "no"],
    ["StringNotEquals", "k", ["other"], "yes"],
    ["StringNotEquals", "absent", ["Value"], "yes"],
    ["StringNotEquals", "many", ["a"], "no"],
    ["StringEqualsIgnoreCase", "k", ["vALUE"], "yes"],
    ["StringNotEqualsIgnoreCase", "k", ["vALUE"], "no"],
    ["StringLike", "k", ["V?lu*"], "yes"],
    ["StringLike", "k", ["v*"], "no"],
    ["StringNotLike", "k", ["V*"], "no"],
    ["ArnLike", "k", ["Va*"], "yes"],
    ["ForAnyValue:StringEquals", "many", ["b"], "yes"],
    ["ForAnyValue:StringEquals", "many", ["c"], "no"],
    ["ForAnyValue:StringEquals", "absent", ["c"], "no"],
    ["ForAnyValue:StringNotEquals", "absent", ["c"], "no"],
    ["ForAnyValue:StringNotEquals", "many", ["a"], "yes"],
    ["ForAllValues:StringEquals", "many", ["a"], "no"],
    ["ForAllValues:StringLike", "many", ["?"], "yes"],
    ["ForAllValues:StringEquals", "absent", ["a"], "yes"],
    ["Bool", "flag", ["TRUE"], "yes"],
    ["Bool", "flag", ["false"], "no"],
    ["Bool", "absent", ["false"], "no"],
    ["BoolIfExists", "absent", ["false"], "yes"],
    ["Null", "absent", ["true"], "yes"],
    ["Null", "k", ["true"], "no"],
    ["Null", "k", ["false"], "yes"],
    ["Null", "absent", ["false"], "no"],
    ["NumericLessThan", "tls", ["1.2"], "no"],
    ["NumericLessThan", "tls", ["1.4"], "yes"],
    ["NumericGreaterThanEquals", "tls", ["1.3"], "yes"],
    ["IpAddress", "k", ["10.0.0.0/8"], "unknown"],
];

describe("doctor/pure/conditions", () => {
    for (const [operator, key, values, answer] of CASES) {
        it(`says ${answer} to ${operator} ${key} ${values.join(" or ")}`, () => {
            expect(meets({ operator, key, values }, CONTEXT)).to.equal(answer);
        });
    }
});
