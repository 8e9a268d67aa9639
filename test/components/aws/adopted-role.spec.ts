/** What a stack does with a role that is somebody else's: it looks, and says what it sees. */
import { expect } from "chai";

import { ACCOUNT, callError, PROVIDER_ARN, type CallAnswers } from "../../support/answers.ts";
import { deploy, failures } from "../../support/mocks.ts";
import { unwrap } from "../../support/unwrap.ts";
import { make, TRUST } from "./identity.ts";

const TOKEN = "aws:iam/getRole:getRole";

function role(assumeRolePolicy: object): CallAnswers {
    return {
        [TOKEN]: ({ name }) => ({
            arn: `arn:aws:iam::${ACCOUNT}:role/teams/${String(name)}`,
            name,
            id: name,
            assumeRolePolicy: JSON.stringify(assumeRolePolicy),
        }),
    };
}

describe("an adopted role", () => {
    it("is looked up, and nothing of it is changed or made", async () => {
        const { result, resources, calls, warnings } = await deploy(make({ adopt: true }), {
            calls: role(TRUST),
        });
        expect(resources.map(({ name }) => name)).to.deep.equal(["identity"]);
        expect(calls).to.deep.include({ token: TOKEN, inputs: { name: "tracing-team-a-main" } });
        expect(await unwrap(result.roleArn)).to.equal(
            `arn:aws:iam::${ACCOUNT}:role/teams/tracing-team-a-main`,
        );
        expect(await unwrap(result.roleName)).to.equal("tracing-team-a-main");
        expect(result.role).to.equal(undefined);
        expect(warnings).to.deep.equal([]);
    });

    it("is told in one warning for all that it does not trust", async () => {
        const [statement] = TRUST.Statement;
        const Condition = {
            StringEquals: {
                "oidc.example.com/abc:sub": "system:serviceaccount:team-a:tempo-tmstack",
                "oidc.example.com/abc:aud": "openshift",
            },
        };
        const { warnings } = await deploy(make({ adopt: true }), {
            calls: role({ Statement: { ...statement, Condition } }),
        });
        expect(warnings).to.have.length(1);
        expect(warnings[0]?.split("\n").slice(0, 3)).to.deep.equal([
            "warning: [runtime] The role tracing-team-a-main is somebody else's and stays as it is, but this Tempo cannot take it as it stands:",
            "- it does not take the audience sts.amazonaws.com in tokens of system:serviceaccount:team-a:tempo-tmstack of https://oidc.example.com/abc",
            "- it does not trust system:serviceaccount:team-a:tempo-tmstack-query-frontend of https://oidc.example.com/abc",
        ]);
    });

    it("is told where it does not trust the cluster's provider at all", async () => {
        const { warnings } = await deploy(make({ adopt: true }), {
            calls: role({ Statement: [] }),
        });
        expect(warnings[0]).to.contain(`- it does not trust the provider ${PROVIDER_ARN}`);
    });

    it("fails where there is none, with what to do and without a stack trace", async () => {
        const calls: CallAnswers = {
            [TOKEN]: () => {
                throw callError("couldn't find resource.\nmore");
            },
        };
        const [error, ...others] = await failures(make({ adopt: true }), { calls });
        expect(others).to.deep.equal([]);
        expect(error?.message).to.match(
            /^Expected the role tracing-team-a-main, which is to be adopted, but it could not be read: .*couldn't find resource\. Correct `roleName`/,
        );
    });
});
