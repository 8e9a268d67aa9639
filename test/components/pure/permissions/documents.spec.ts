import { expect } from "chai";

import {
    policiesFor,
    POLICY_SIZE,
    policySize,
} from "../../../../components/pure/permissions/documents.ts";
import { grantsFor, type Grant } from "../../../../components/pure/permissions/grants.ts";
import { PERMISSION_VERBS } from "../../../../components/pure/permissions/subject.ts";
import type { PolicyDocument } from "../../../../components/pure/policies/statement.ts";
import { subjectWith } from "./subject.ts";

describe("policies made of rights", () => {
    it("gather what is on the same ARNs under the same condition, in order", () => {
        const [document] = policiesFor(grantsFor(subjectWith(), ["destroy"]).slice(-2));
        expect(document).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "IamRole",
                    Effect: "Allow",
                    Action: ["iam:DeleteRolePolicy"],
                    Resource: "arn:aws:iam::123456789012:role/tempo",
                },
                {
                    Sid: "IamOidcProvider",
                    Effect: "Allow",
                    Action: ["iam:GetOpenIDConnectProvider"],
                    Resource: "arn:aws:iam::123456789012:oidc-provider/oidc.example.com/a",
                },
            ],
        });
    });

    it("give exactly the rights, however small the policies have to be", () => {
        const grants = everything();
        const whole = rightsIn(policiesFor(grants));
        expect(whole).to.deep.equal(
            [...new Set(grants.map(({ action, arns }) => `${action} ${arns.join()}`))].sort(),
        );
        for (const size of [2500, 4000, POLICY_SIZE]) {
            const parts = policiesFor(grants, size);
            expect(rightsIn(parts)).to.deep.equal(whole);
            for (const part of parts) expect(policySize(part)).to.be.at.most(size);
        }
    });

    it("are several where one would be too large, and one where it fits", () => {
        expect(policiesFor(everything())).to.have.lengthOf.above(1);
        expect(policiesFor(grantsFor(subjectWith(), PERMISSION_VERBS))).to.have.lengthOf(1);
    });

    it("have statements whose Sids IAM takes, each once in a policy", () => {
        for (const { Statement } of policiesFor(everything())) {
            const sids = Statement.map(({ Sid = "" }) => Sid);
            for (const sid of sids) expect(sid).to.match(/^[A-Za-z0-9]+$/);
            expect(new Set(sids).size).to.equal(sids.length);
        }
    });

    it("are counted as IAM counts them: without white space", () => {
        const document: PolicyDocument = {
            Version: "2012-10-17",
            Statement: [{ Sid: "A B", Effect: "Allow", Action: "s3:*", Resource: "*" }],
        };
        expect(policySize(document)).to.equal(JSON.stringify(document).length - 1);
    });
});

function everything(): readonly Grant[] {
    const subject = subjectWith({
        bucket: { versioning: { enabled: true }, replication: { region: "us-west-2" } },
        audit: { trail: "stack" },
        watch: { alarms: "metric-filters" },
    });
    return grantsFor(subject, PERMISSION_VERBS);
}

function rightsIn(policies: readonly PolicyDocument[]): string[] {
    const rights = policies.flatMap(({ Statement }) =>
        Statement.flatMap(({ Action, Resource = [] }) =>
            [Action].flat().map((action) => `${action} ${[Resource].flat().join()}`),
        ),
    );
    return [...new Set(rights)].sort();
}
