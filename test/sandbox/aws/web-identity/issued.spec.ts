import { expect } from "chai";

import {
    AssumeRoleCommand,
    AssumeRoleWithWebIdentityCommand,
    GetCallerIdentityCommand,
} from "@aws-sdk/client-sts";
import { CreateRoleCommand } from "@aws-sdk/client-iam";

import { sandboxClients } from "../../../../sandbox/aws/clients.ts";
import { AUDIENCE, call, credentialsOf, clusterKey, postForm, SUBJECT, text } from "../fixture.ts";
import { expectRefusal, TWO_ISSUER, useWebIdentity } from "./suite.ts";

describe("AssumeRoleWithWebIdentity through the front", () => {
    const suite = useWebIdentity();
    const { sandbox, form, token, assume, roleArn } = suite;

    describe("issues", () => {
        it("credentials that work", async () => {
            const answer = await assume(await token(), { RoleSessionName: "tempo-ingester.0" });
            const session = await sandboxClients(sandbox(), { credentials: credentialsOf(answer) });
            const identity = await session.sts.send(new GetCallerIdentityCommand({}));
            session.close();
            const { accountId } = sandbox();
            expect(identity.Arn).to.equal(
                `arn:aws:sts::${accountId}:assumed-role/tracing/tempo-ingester.0`,
            );
            expect(identity.UserId).to.match(/^AROA\w+:tempo-ingester\.0$/);
        });

        it("an answer that an SDK understands and that tells the truth", async () => {
            const anonymous = await sandboxClients(sandbox(), { credentials: "none" });
            const before = Date.now();
            const { $metadata, Credentials, AssumedRoleUser, ...rest } = await anonymous.sts.send(
                new AssumeRoleWithWebIdentityCommand({
                    RoleArn: roleArn("tracing"),
                    RoleSessionName: "spec",
                    WebIdentityToken: await token(),
                    DurationSeconds: 900,
                }),
            );
            anonymous.close();
            const { accountId } = sandbox();
            expect(rest).to.deep.equal({
                SubjectFromWebIdentityToken: SUBJECT,
                Audience: AUDIENCE,
                Provider: `arn:aws:iam::${accountId}:oidc-provider/oidc.example.com/cluster-1`,
            });
            expect($metadata.httpStatusCode).to.equal(200);
            expect(AssumedRoleUser?.Arn).to.match(/:assumed-role\/tracing\/spec$/);
            const until = Credentials?.Expiration?.getTime() ?? 0;
            expect((until - before) / 1000).to.be.within(898, 905);
        });

        it("for a form, for a query string, and by the name of the global endpoint", async () => {
            const good = form(await token());
            const query = `/?${new URLSearchParams(good).toString()}`;
            const host = { host: "sts.amazonaws.com" };
            const formType = { "content-type": "application/x-www-form-urlencoded" };
            const answers = await Promise.all([
                postForm(sandbox(), good),
                call(sandbox(), sandbox().endpoint, { path: query }),
                call(sandbox(), sandbox().endpoint, { path: query, headers: host }),
                postForm(sandbox(), good, { ...formType, ...host }),
                call(sandbox(), sandbox().endpoint, { method: "POST", path: query }),
            ]);
            expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200, 200]);
            for (const answer of answers) expect(text(answer, "AccessKeyId")).to.match(/^ASIA/);
        });

        it("whatever asymmetric algorithm of IAM's list the cluster signs with", async () => {
            const algorithms = ["RS384", "RS512", "ES384", "ES512", "ES256"];
            const keys = await Promise.all(algorithms.map(async (alg) => clusterKey(alg)));
            const answers = await suite.withKeys(keys, async () =>
                Promise.all(keys.map(async (key) => assume(await token({}, key)))),
            );
            expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200, 200]);
        });

        it("for an audience that is a string, and for one of several", async () => {
            const string = await assume(await token({ aud: AUDIENCE }));
            const several = await assume(await token({ aud: ["other", AUDIENCE, "third"] }));
            expect([string.status, several.status]).to.deep.equal([200, 200]);
            expect(text(several, "Audience")).to.equal(AUDIENCE);
        });

        it("for the audience that the trust policy wants, when the provider knows several", async () => {
            const RoleArn = roleArn("two");
            const both = await token({ iss: TWO_ISSUER, aud: ["first", "second"] });
            const answer = await assume(both, { RoleArn });
            expect(answer.status).to.equal(200);
            expect(text(answer, "Audience")).to.equal("second");
            const first = await token({ iss: TWO_ISSUER, aud: ["first"] });
            expectRefusal(await assume(first, { RoleArn }), 403, "AccessDenied");
        });

        it("for a role with a path, named in full only", async () => {
            const role = (name: string) => ({
                RoleArn: roleArn(name),
            });
            expect((await assume(await token(), role("a/b/deep"))).status).to.equal(200);
            expectRefusal(await assume(await token(), role("deep")), 403, "AccessDenied");
            expectRefusal(await assume(await token(), role("b/a/deep")), 403, "AccessDenied");
        });

        it("up to the role's longest session", async () => {
            const answer = await assume(await token(), { DurationSeconds: "7200" });
            expect(answer.status).to.equal(200);
            const seconds = (Date.parse(text(answer, "Expiration") ?? "") - Date.now()) / 1000;
            expect(seconds).to.be.within(7190, 7205);
        });

        it("for one hour when nothing is said", async () => {
            const answer = await assume(await token());
            const seconds = (Date.parse(text(answer, "Expiration") ?? "") - Date.now()) / 1000;
            expect(seconds).to.be.within(3590, 3605);
        });

        it("after parameters that STS does not know, and takes the first of two", async () => {
            const known = new URLSearchParams(form(await token())).toString();
            const answer = await postForm(
                sandbox(),
                `${known}&Colour=red&RoleSessionName=second&Action=GetCallerIdentity`,
            );
            expect(answer.status, answer.body).to.equal(200);
            expect(text(answer, "Arn")).to.match(/\/tracing\/spec$/);
        });
    });

    it("leaves the other actions of STS to the emulator", async () => {
        const { sts, iam } = suite.admin();
        const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
        expect(Arn).to.equal(`arn:aws:iam::${sandbox().accountId}:user/tempo-sts/administrator`);
        await iam.send(
            new CreateRoleCommand({
                RoleName: "plain",
                AssumeRolePolicyDocument: JSON.stringify({
                    Version: "2012-10-17",
                    Statement: [
                        { Effect: "Allow", Principal: { AWS: Arn }, Action: "sts:AssumeRole" },
                    ],
                }),
            }),
        );
        const { Credentials: issued } = await sts.send(
            new AssumeRoleCommand({
                RoleArn: roleArn("plain"),
                RoleSessionName: "spec",
            }),
        );
        expect(issued?.AccessKeyId).to.match(/^ASIA/);
    });
});
