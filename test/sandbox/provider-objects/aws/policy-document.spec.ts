import { expect } from "chai";

import {
    policyProblem,
    samePolicy,
} from "../../../../sandbox/provider-objects/aws/policy-document.ts";

const statement = { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "*" };

function policy(...Statement: object[]): string {
    return JSON.stringify({ Version: "2012-10-17", Statement });
}

describe("policy documents", () => {
    const same: [what: string, one: string, other: string][] = [
        ["blanks", policy(statement), JSON.stringify(JSON.parse(policy(statement)), null, 4)],
        [
            "the order of members and of list items",
            policy(statement),
            policy({ Resource: "*", Action: ["s3:PutObject", "s3:GetObject"], Effect: "Allow" }),
        ],
        [
            "one item for a list of one",
            policy({ ...statement, Resource: ["*"] }),
            JSON.stringify({ Version: "2012-10-17", Statement: statement }),
        ],
        [
            "the order of statements",
            policy(statement, { ...statement, Effect: "Deny" }),
            policy({ ...statement, Effect: "Deny" }, statement),
        ],
    ];
    for (const [what, one, other] of same) {
        it(`say the same whatever ${what}`, () => {
            expect(samePolicy(one, other)).to.equal(true);
        });
    }

    it("differ when a value differs, however deep", () => {
        const condition = { StringEquals: { "issuer:sub": ["a", "b"] } };
        const one = policy({ ...statement, Condition: condition });
        const other = policy({
            ...statement,
            Condition: { StringEquals: { "issuer:sub": ["a", "c"] } },
        });
        expect(samePolicy(one, other)).to.equal(false);
        expect(samePolicy(one, policy(statement))).to.equal(false);
        expect(samePolicy(undefined, one)).to.equal(false);
        expect(samePolicy("{", "}")).to.equal(false);
    });

    it("are refused where AWS would call them malformed", () => {
        expect(policyProblem(policy(statement))).to.equal(undefined);
        expect(policyProblem(JSON.stringify({ Statement: statement }))).to.equal(undefined);
        expect(policyProblem("{")).to.match(/no JSON/);
        expect(policyProblem("[]")).to.match(/JSON object/);
        expect(policyProblem("{}")).to.match(/Effect .* got nothing/);
        expect(policyProblem(policy())).to.match(/no Statement/);
        expect(policyProblem(policy({ Effect: "allow", Action: "*" }))).to.match(/"allow"/);
        expect(policyProblem(policy({ Effect: "Allow" }))).to.match(/Action or NotAction/);
        expect(policyProblem({})).to.match(/JSON text/);
    });
});
