import { expect } from "chai";

import { CreateRoleCommand, DeleteRoleCommand } from "@aws-sdk/client-iam";

import { createOidcProvider } from "../../../../sandbox/aws/oidc-provider.ts";
import { call, clusterKey, postForm, text, trustPolicy } from "../fixture.ts";
import { expectRefusal, useWebIdentity } from "./suite.ts";

describe("AssumeRoleWithWebIdentity through the front", () => {
    const suite = useWebIdentity();
    const { sandbox, form, token, assume, roleArn } = suite;

    describe("refuses a request", () => {
        it("for a role that is not there, of another account or of another name's case", async () => {
            const role = async (arn: string) => assume(await token(), { RoleArn: arn });
            const account = sandbox().accountId;
            expectRefusal(await role(`arn:aws:iam::${account}:role/none`), 403, "AccessDenied");
            expectRefusal(await role(`arn:aws:iam::${account}:role/Tracing`), 403, "AccessDenied");
            expectRefusal(
                await role("arn:aws:iam::999999999999:role/tracing"),
                400,
                "InvalidIdentityToken",
            );
            expectRefusal(
                await role(`arn:aws-cn:iam::${account}:role/tracing`),
                400,
                "InvalidIdentityToken",
            );
        });

        it("for a session longer than the role allows, but only who may have the role learns that", async () => {
            const long = { DurationSeconds: "7201" };
            expectRefusal(
                await assume(await token(), long),
                400,
                "ValidationError",
                /^The requested DurationSeconds exceeds the MaxSessionDuration set for this role\.$/,
            );
            expectRefusal(await assume(await token({ sub: "other" }), long), 403, "AccessDenied");
        });

        it("with a session policy, which the emulator would ignore", async () => {
            for (const name of ["Policy", "PolicyArns.member.1.arn"]) {
                const answer = await assume(await token(), { [name]: "{}" });
                expect([answer.status, text(answer, "Code")]).to.deep.equal([
                    501,
                    "NotImplemented",
                ]);
            }
        });

        it("with every violated constraint at once", async () => {
            const answer = await assume("", {
                RoleArn: undefined,
                RoleSessionName: "a b",
                DurationSeconds: "1",
            });
            expectRefusal(
                answer,
                400,
                "ValidationError",
                /^4 validation errors detected: Value null at 'roleArn'/,
            );
        });

        it("in another case, of another version, without one or without an action", async () => {
            const good = form(await token());
            const answers = await Promise.all([
                postForm(sandbox(), { ...good, Action: "assumeRoleWithWebIdentity" }),
                postForm(sandbox(), { ...good, Action: "" }),
                postForm(sandbox(), { ...good, Version: "2010-05-08" }),
                postForm(sandbox(), form(await token(), { Version: undefined })),
                postForm(sandbox(), { ...good, Action: "AssumeRole" }),
            ]);
            expect(
                answers.map(({ status, ...answer }) => [
                    status,
                    text(answer, "Code"),
                    text(answer, "Message"),
                ]),
            ).to.deep.equal([
                [
                    400,
                    "InvalidAction",
                    "Could not find operation assumeRoleWithWebIdentity for version 2011-06-15",
                ],
                [400, "InvalidAction", "Could not find operation  for version 2011-06-15"],
                [
                    400,
                    "InvalidAction",
                    "Could not find operation AssumeRoleWithWebIdentity for version 2010-05-08",
                ],
                [
                    400,
                    "InvalidAction",
                    "Could not find operation AssumeRoleWithWebIdentity for version NO_VERSION_SPECIFIED",
                ],
                [403, "MissingAuthenticationToken", "Request is missing Authentication Token"],
            ]);
            const lower = Object.fromEntries(
                Object.entries(good).map(([name, value]) => [name.toLowerCase(), value]),
            );
            const redirect = await postForm(sandbox(), lower);
            expect([redirect.status, redirect.headers.location]).to.deep.equal([
                302,
                "https://aws.amazon.com/iam",
            ]);
        });

        it("whose body is no form, as AWS does: it sees no action", async () => {
            const good = form(await token());
            const asJson = JSON.stringify(good);
            const asForm = new URLSearchParams(good).toString();
            const answers = await Promise.all([
                postForm(sandbox(), asJson, { "content-type": "application/json" }),
                postForm(sandbox(), asForm, { "content-type": "text/plain" }),
                postForm(sandbox(), asForm, {}),
            ]);
            expect(answers.map(({ status }) => status)).to.deep.equal([302, 302, 302]);
        });

        it("that is longer than any call to STS", async () => {
            const answer = await assume("a".repeat(5_000_000));
            expectRefusal(answer, 413, "RequestEntityTooLarge");
        });

        it("in the JSON protocol, packed, or as a second action", async () => {
            const good = form(await token());
            const type = { "content-type": "application/x-www-form-urlencoded" };
            const json = await postForm(sandbox(), JSON.stringify(good), {
                "content-type": "application/x-amz-json-1.1",
                "x-amz-target": "AWSSecurityTokenServiceV20110615.AssumeRoleWithWebIdentity",
            });
            expect([json.status, JSON.parse(json.body)]).to.deep.equal([
                400,
                {
                    __type: "UnknownOperationException",
                    message: "STS speaks AWS's query protocol only.",
                },
            ]);
            expectRefusal(
                await postForm(sandbox(), good, { ...type, "content-encoding": "gzip" }),
                400,
                "InvalidRequest",
            );
            const query = await call(sandbox(), sandbox().endpoint, {
                method: "POST",
                path: "/?Action=GetCallerIdentity&Version=2011-06-15",
                headers: type,
                body: new URLSearchParams(good).toString(),
            });
            expectRefusal(query, 400, "ValidationError", /more than one action/);
        });

        it("that is signed and hides the same forged token", async () => {
            const forged = form(await token({}, await clusterKey("RS256")));
            const { accessKeyId } = sandbox().credentials;
            const credential = (service: string) =>
                `${accessKeyId}/20261124/us-east-2/${service}/aws4_request`;
            const type = { "content-type": "application/x-www-form-urlencoded" };
            const inHeader = await postForm(sandbox(), forged, {
                ...type,
                authorization: `AWS4-HMAC-SHA256 Credential=${credential("sts")}, SignedHeaders=host, Signature=00`,
            });
            expectRefusal(inHeader, 400, "InvalidIdentityToken", /signature/);
            for (const service of ["sts", "iam", "s3"]) {
                const query = new URLSearchParams({
                    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
                    "X-Amz-Credential": credential(service),
                });
                const { endpoint } = sandbox();
                const inQuery = await call(sandbox(), endpoint, {
                    path: `/?${query.toString()}&${new URLSearchParams(forged).toString()}`,
                });
                expect([inQuery.status, text(inQuery, "Code")]).to.deep.equal([
                    400,
                    "InvalidIdentityToken",
                ]);
                const posted = await call(sandbox(), endpoint, {
                    ...{
                        method: "POST",
                        path: `/b/k?${query.toString()}&uploadId=x`,
                        headers: type,
                    },
                    body: new URLSearchParams(forged).toString(),
                });
                expect([posted.status, text(posted, "Code")]).to.deep.equal([
                    501,
                    "NotImplemented",
                ]);
            }
        });

        it("of a role that was deleted a moment ago, and of a provider that has come a moment ago", async () => {
            const { iam } = suite.admin();
            const RoleName = "short-lived";
            const issuer = "https://late.example.com";
            const RoleArn = roleArn(RoleName);
            const document = trustPolicy(sandbox().accountId, { issuer });
            await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document }));
            const late = async () => assume(await token({ iss: issuer }), { RoleArn });
            expectRefusal(await late(), 400, "InvalidIdentityToken");
            await createOidcProvider(sandbox(), issuer);
            expect((await late()).status).to.equal(200);
            await iam.send(new DeleteRoleCommand({ RoleName }));
            expectRefusal(await late(), 403, "AccessDenied");
        });
    });
});
