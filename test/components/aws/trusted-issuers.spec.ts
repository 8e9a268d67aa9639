/** Whom a WorkloadIdentity trusts beside its own service accounts. */
import { expect } from "chai";

import { groupOptions } from "../../support/option-group.ts";
import { ACCOUNT, callError, ISSUER, type CallAnswers } from "../../support/answers.ts";
import { deploy, failures, type Deployment } from "../../support/mocks.ts";
import { make, TRUST } from "./identity.ts";

const GREEN = "https://oidc.example.com/green";
const GREEN_ARN = `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.example.com/green`;
const CLUSTER = { issuer: GREEN, namespace: "team-g", serviceAccounts: ["tempo-g"] };

function statements({ resource }: Deployment<unknown>): unknown[] {
    const document = String(resource("identity-role").inputs["assumeRolePolicy"]);
    return (JSON.parse(document) as { Statement: unknown[] }).Statement;
}

function trusting(arn: string, path: string, subjects: readonly string[]): object {
    return {
        Effect: "Allow",
        Principal: { Federated: arn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
            StringEquals: { [`${path}:sub`]: subjects, [`${path}:aud`]: "sts.amazonaws.com" },
        },
    };
}

describe("whom a WorkloadIdentity trusts", () => {
    it("is another cluster, by its own provider in the role's account", async () => {
        const deployment = await deploy(make({ clusters: [CLUSTER] }));
        expect(statements(deployment)).to.deep.equal([
            ...TRUST.Statement,
            trusting(GREEN_ARN, "oidc.example.com/green", ["system:serviceaccount:team-g:tempo-g"]),
        ]);
        const looked = deployment.calls.filter(({ token }) => token.includes("OpenIdConnect"));
        expect(looked.map(({ inputs }) => inputs)).to.deep.include({ arn: GREEN_ARN });
        expect(deployment.resources.map(({ name }) => name)).to.deep.equal([
            "identity",
            "identity-role",
            "identity-access",
        ]);
    });

    it("fails with the name of another cluster's provider where that is missing", async () => {
        const calls: CallAnswers = {
            "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider": ({ arn }) => {
                if (arn === GREEN_ARN) throw callError("couldn't find resource");
                return { arn, clientIdLists: ["sts.amazonaws.com"] };
            },
        };
        const [error] = await failures(make({ clusters: [CLUSTER] }), { calls });
        expect(error?.message).to.contain(`Expected the IAM OIDC provider ${GREEN_ARN}`);
    });

    it("is an issuer that is going, with the same service accounts", async () => {
        const oidcProvider = groupOptions("oidcProvider", { previousIssuers: [{ issuer: GREEN }] });
        const deployment = await deploy(make({ oidcProvider }));
        expect(statements(deployment)).to.deep.equal([
            ...TRUST.Statement,
            trusting(GREEN_ARN, "oidc.example.com/green", [
                "system:serviceaccount:team-a:tempo-tmstack",
                "system:serviceaccount:team-a:tempo-tmstack-query-frontend",
            ]),
        ]);
        expect(deployment.warnings).to.deep.equal([]);
    });

    it("is a pattern only where asked for, for this cluster alone, with a warning", async () => {
        const pattern = "system:serviceaccount:preview-*:tempo-tmstack";
        const oidcProvider = groupOptions("oidcProvider", {
            previousIssuers: [{ issuer: `${ISSUER}/old` }],
        });
        const deployment = await deploy(
            make({ patterns: [pattern], clusters: [CLUSTER], oidcProvider }),
        );
        const operators = (statements(deployment) as { Condition: object }[]).map(({ Condition }) =>
            Object.keys(Condition),
        );
        expect(operators).to.deep.equal([
            ["StringLike", "StringEquals"],
            ["StringLike", "StringEquals"],
            ["StringEquals"],
        ]);
        expect(JSON.stringify(statements(deployment)[0])).to.contain(pattern);
        expect(deployment.warnings).to.have.length(1);
        expect(deployment.warnings[0]).to.contain(
            `name matches ${pattern}: whoever may create one`,
        );
    });

    it("fails where it is too many for one trust policy", async () => {
        const clusters = Array.from({ length: 9 }, (_, index) => ({
            ...CLUSTER,
            issuer: `${GREEN}${index}`,
        }));
        const [error] = await failures(make({ clusters }));
        expect(error?.message).to.contain("a trust policy of at most 2048 characters");
        expect(error?.message).to.contain("of 10 issuers");
    });
});
