import { expect } from "chai";
import { GetOpenIDConnectProviderCommand } from "@aws-sdk/client-iam";
import { GetObjectCommand } from "@aws-sdk/client-s3";

import { AwsConnection } from "../../../../sandbox/provider-objects/aws/connection.ts";
import type { AwsProvider } from "../../../../sandbox/provider-objects/aws/aws-provider.ts";
import { readAwsSettings } from "../../../../sandbox/provider-objects/aws/settings.ts";
import type { Sandbox } from "../../../../sandbox/sandbox.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../../support/sandbox.ts";
import { failureOf, type Driver } from "../driver.ts";
import { awsArguments, awsDriver } from "./fixture.ts";

const PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
const PRINTS = ["0123456789abcdef0123456789abcdef01234567"];

describe("an issuer's provider and documents in the sandbox", function () {
    this.timeout(30_000);
    let sandbox: Sandbox;
    let provider: AwsProvider;
    let driver: Driver;
    let connection: AwsConnection;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        sandbox = await sharedSandbox();
        ({ provider, driver } = awsDriver(sandbox));
        connection = new AwsConnection(readAwsSettings(awsArguments(sandbox)));
    });

    after(() => {
        provider.close();
        connection.close();
    });

    it("a provider is made, read back without a difference, updated in every part and deleted", async () => {
        const name = freshName("oidc");
        const url = `https://${name}.example.com/id`;
        const made = await driver.make(PROVIDER, "p", {
            url,
            clientIdLists: ["openshift", "sts.amazonaws.com"],
            tags: { a: "b", c: "d" },
        });
        expect(made.id).to.equal(`arn:aws:iam::123456789012:oidc-provider/${name}.example.com/id`);
        await driver.expectNoChange(made);
        const changes = {
            clientIdLists: ["sts.amazonaws.com", "mine"],
            thumbprintLists: PRINTS,
            tags: { a: "e" },
        };
        const updated = await driver.update(made, changes);
        await driver.expectNoChange(updated);
        const live = await connection
            .iam()
            .send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: made.id }));
        expect(live.ClientIDList).to.deep.equal(["sts.amazonaws.com", "mine"]);
        expect(live.ThumbprintList).to.deep.equal(PRINTS);
        expect(live.Tags).to.deep.equal([{ Key: "a", Value: "e" }]);
        await driver.delete(updated);
        expect(await driver.read(updated)).to.equal(undefined);
        await driver.delete(updated);
    });

    it("refuses a second provider for an issuer, and tells what to do", async () => {
        const url = `https://${freshName("oidc")}.example.com`;
        const made = await driver.make(PROVIDER, "p", { url, clientIdLists: ["a"] });
        const error = await failureOf(driver.make(PROVIDER, "q", { url, clientIdLists: ["a"] }));
        expect(error.message).to.contain("EntityAlreadyExists").and.to.contain("import it");
        await driver.delete(made);
    });

    it("refuses an issuer without https before it asks AWS", async () => {
        const url = "http://oidc.example.com";
        const error = await failureOf(driver.make(PROVIDER, "p", { url, clientIdLists: ["a"] }));
        expect(error.message).to.contain("to begin with https://");
    });

    it("an object is written, changed in place and deleted", async () => {
        const bucketName = freshName("issuer");
        const bucket = await driver.make("aws:s3/bucket:Bucket", "b", { bucket: bucketName });
        const key = ".well-known/openid-configuration";
        const object = await driver.make("aws:s3/bucketObjectv2:BucketObjectv2", "o", {
            bucket: bucketName,
            key,
            content: '{"a":1}',
            contentType: "application/json",
        });
        expect(object.id).to.equal(`${bucketName}/${key}`);
        await driver.expectNoChange(object);
        const changed = await driver.update(object, { content: '{"a":2}' });
        await driver.expectNoChange(changed);
        const found = await connection
            .s3()
            .send(new GetObjectCommand({ Bucket: bucketName, Key: key }));
        expect(await found.Body?.transformToString()).to.equal('{"a":2}');
        expect(found.ContentType).to.equal("application/json");
        await driver.remove(changed, bucket);
        expect(await driver.read(changed)).to.equal(undefined);
    });

    it("a role is found by its name, its trust policy in plain text", async () => {
        const assumeRolePolicy = JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/x" },
                    Action: "sts:AssumeRoleWithWebIdentity",
                    Condition: { StringEquals: { "x:sub": "a", "x:aud": "b" } },
                },
            ],
        });
        const name = freshName("role");
        const role = await driver.make("aws:iam/role:Role", "r", { name, assumeRolePolicy });
        const call = async (): Promise<Record<string, unknown>> =>
            (await provider.invoke("aws:iam/getRole:getRole", { name })).outputs as Record<
                string,
                unknown
            >;
        const found = await call();
        expect(found).to.deep.include({ name, assumeRolePolicy, path: "/" });
        expect(found["arn"]).to.equal(role.outs["arn"]);
        await driver.delete(role);
        const error = await failureOf(call());
        expect(error.message).to.contain(`reading IAM Role (${name}): not found.`);
    });
});
