import { expect } from "chai";

import { statementsOf } from "../../../components/pure/policy-reading/policy-document.ts";
import { trustAnswer, trustWeakness } from "../../../doctor/pure/trust-faults.ts";

const PROVIDER = "oidc.example/c";
const SUBJECT = "system:serviceaccount:ns:tempo-t";
const IDENTITY = {
    providerArn: `arn:aws:iam::123456789012:oidc-provider/${PROVIDER}`,
    provider: PROVIDER,
    subject: SUBJECT,
    audience: "sts.amazonaws.com",
};

/** Operator and value of the condition on the subject, and what is wrong with it. */
const SUBJECTS: readonly (readonly [string, string, string])[] = [
    ["StringEquals", SUBJECT, "trusted"],
    ["StringLike", "system:serviceaccount:ns:*", "trusted"],
    ["ForAnyValue:StringLike", "system:serviceaccount:ns:*", "trusted"],
    ["StringEqualsIgnoreCase", SUBJECT.toUpperCase(), "trusted"],
    ["StringEquals", "system:serviceaccount:ns:*", "wildcard"],
    ["ForAnyValue:StringEquals", "system:serviceaccount:ns:tempo-?", "wildcard"],
    ["StringEquals", "system:serviceaccount:NS:tempo-t", "case"],
    ["StringLike", "system:serviceaccount:ns:Tempo-*", "case"],
    ["StringEquals", "ns:tempo-t", "prefix"],
    ["StringEquals", "ns/tempo-t", "prefix"],
    ["StringEquals", "serviceaccount:ns:tempo-t", "prefix"],
    ["StringEquals", "system:serviceaccount:other:tempo-t", "subject"],
    ["StringEquals", "system:serviceaccount:ns:other-*", "subject"],
];

describe("doctor/pure/trust-faults", () => {
    for (const [operator, value, expected] of SUBJECTS) {
        it(`says ${expected} of ${operator} ${value}`, () => {
            expect(told({ [operator]: { [`${PROVIDER}:sub`]: value } })).to.equal(expected);
        });
    }

    it("tells of two statements the one that comes nearest to what was meant", () => {
        const other = statement({ StringEquals: { [`${PROVIDER}:sub`]: "x" } });
        const near = statement({
            StringEquals: { [`${PROVIDER}:sub`]: "system:serviceaccount:ns:*" },
        });
        expect(kindOf([other, near])).to.equal("wildcard");
    });

    it("tells the principal before the action, and the action before conditions", () => {
        const condition = { StringEquals: { [`${PROVIDER}:sub`]: "x" } };
        const elsewhere = { ...statement(condition), Principal: { Federated: "x" } };
        expect(kindOf([elsewhere])).to.equal("principal");
        expect(kindOf([{ ...statement(condition), Action: "sts:AssumeRole" }])).to.equal("action");
        expect(kindOf([])).to.equal("principal");
    });

    it("sees through patterns that let everybody in, and through a missing audience", () => {
        const weak = (condition: object) => {
            const [parsed] = statementsOf({ Statement: statement(condition) }) ?? [];
            return parsed === undefined ? "none" : trustWeakness(parsed, IDENTITY);
        };
        const aud = { [`${PROVIDER}:aud`]: "sts.amazonaws.com" };
        const sub = `${PROVIDER}:sub`;
        expect(weak({ StringEquals: aud })).to.equal("subject");
        expect(weak({ StringLike: { [sub]: "*" }, StringEquals: aud })).to.equal("subject");
        expect(weak({ StringLike: { [sub]: "system:serviceaccount:ns:*" } })).to.equal("audience");
        expect(weak({ StringEquals: { [sub]: SUBJECT, ...aud } })).to.equal(undefined);
    });
});

function told(condition: object): string {
    return kindOf([statement(condition)]);
}

function kindOf(Statement: readonly object[]): string {
    const answer = trustAnswer(statementsOf({ Statement }) ?? [], IDENTITY);
    return answer.state === "refused" ? answer.kind : answer.state;
}

function statement(Condition: object) {
    const Action = "sts:AssumeRoleWithWebIdentity";
    return { Effect: "Allow", Principal: { Federated: IDENTITY.providerArn }, Action, Condition };
}
