import { expect } from "chai";

import { decide, type PolicyRequest } from "../../../../components/pure/policy-reading/evaluate.ts";
import { fitsGlob } from "../../../../components/pure/policy-reading/glob.ts";
import {
    documentFrom,
    statementsOf,
} from "../../../../components/pure/policy-reading/policy-document.ts";

const REQUEST: PolicyRequest = {
    action: "s3:GetObject",
    resource: "arn:aws:s3:::b/k",
    context: { values: new Map(), isAbsent: () => false },
};
const ALLOW = { Effect: "Allow", Action: "s3:*", Resource: "*" };
const DENY = { Effect: "Deny", Action: "s3:Get*", Resource: "arn:aws:s3:::b/*" };
const MAYBE = { Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } };

/** Statements, and what they come to. */
const CASES: Readonly<Record<string, readonly [readonly object[], string]>> = {
    "nothing allows it": [[], "implicitly-denied"],
    "one allows it": [[ALLOW], "allowed"],
    "one denies it besides": [[ALLOW, DENY], "denied"],
    "the action is another": [[{ ...ALLOW, Action: "s3:PutObject" }], "implicitly-denied"],
    "the action is written otherwise": [[{ ...ALLOW, Action: "S3:getobject" }], "allowed"],
    "it is all but another action": [
        [{ Effect: "Allow", NotAction: "s3:Put*", Resource: "*" }],
        "allowed",
    ],
    "it is all but this action": [
        [{ Effect: "Allow", NotAction: ["s3:Get*"], Resource: "*" }],
        "implicitly-denied",
    ],
    "the resource is another": [[{ ...ALLOW, Resource: "arn:aws:s3:::b" }], "implicitly-denied"],
    "it is all but another resource": [
        [{ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::c/*" }],
        "allowed",
    ],
    "a condition on the Allow is not to be known": [[{ ...ALLOW, ...MAYBE }], "unknown"],
    "a condition on the Deny is not to be known": [[ALLOW, { ...DENY, ...MAYBE }], "unknown"],
    "a Deny is certain besides a doubtful Allow": [[{ ...ALLOW, ...MAYBE }, DENY], "denied"],
    "an Allow is certain besides a doubtful one": [[{ ...ALLOW, ...MAYBE }, ALLOW], "allowed"],
};

describe("doctor/pure/evaluate", () => {
    for (const [name, [Statement, decision]] of Object.entries(CASES)) {
        it(`comes to ${decision} where ${name}`, () => {
            const statements = statementsOf({ Statement });
            expect(decide(statements ?? [], REQUEST).decision).to.equal(decision);
        });
    }

    it("holds principals against who asks, everybody included", () => {
        const decided = (Principal: unknown, more: object = {}) =>
            decide(statementsOf({ Statement: { ...ALLOW, Principal, ...more } }) ?? [], {
                ...REQUEST,
                principals: [["AWS", "arn:aws:iam::1:role/r"]],
            }).decision;
        expect(decided("*")).to.equal("allowed");
        expect(decided({ AWS: ["x", "arn:aws:iam::1:role/r"] })).to.equal("allowed");
        expect(decided({ AWS: "*" })).to.equal("allowed");
        expect(decided({ Federated: "arn:aws:iam::1:role/r" })).to.equal("implicitly-denied");
        expect(decided(undefined, { NotPrincipal: { AWS: "x" } })).to.equal("allowed");
    });

    it("reads documents as IAM gives them, and tells what is none", () => {
        expect(documentFrom("%7B%22Statement%22%3A%5B%5D%7D")).to.deep.equal({ Statement: [] });
        expect(documentFrom('{"a":1}')).to.deep.equal({ a: 1 });
        expect(documentFrom("%")).to.equal(undefined);
        expect(documentFrom("not json")).to.equal(undefined);
        expect(statementsOf({ Statement: ["none"] })).to.equal(undefined);
        expect(statementsOf({ Statement: { Effect: "allow" } })).to.equal(undefined);
        expect(statementsOf(undefined)).to.equal(undefined);
        expect(statementsOf({})).to.equal(undefined);
    });

    it("fits patterns in no more than linear time", () => {
        expect(fitsGlob("*a?c*", "xxabcxx")).to.equal(true);
        expect(fitsGlob("a*", "ba")).to.equal(false);
        expect(fitsGlob("", "")).to.equal(true);
        expect(fitsGlob("a**", "a")).to.equal(true);
        expect(fitsGlob("?", "")).to.equal(false);
        const began = performance.now();
        expect(fitsGlob(`${"a*".repeat(50)}b`, "a".repeat(5000))).to.equal(false);
        expect(performance.now() - began).to.be.below(500);
    });
});
