import { expect } from "chai";

import type { AwsProvider } from "../../../../sandbox/provider-objects/aws/aws-provider.ts";
import type { Sandbox } from "../../../../sandbox/sandbox.ts";
import { SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../../support/sandbox.ts";
import { type Driver, failureOf } from "../driver.ts";
import { awsDriver } from "./fixture.ts";

describe("the AWS provider's functions in the sandbox", function () {
    this.timeout(30_000);
    let sandbox: Sandbox;
    let provider: AwsProvider;
    let driver: Driver;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        sandbox = await sharedSandbox();
        ({ provider, driver } = awsDriver(sandbox));
    });

    after(() => {
        provider.close();
    });

    it("answer as @pulumi/aws expects", async () => {
        const call = async (token: string, args = {}): Promise<unknown> =>
            (await provider.invoke(token, args)).outputs;
        expect(await call("aws:index/getCallerIdentity:getCallerIdentity")).to.include({
            accountId: "123456789012",
        });
        expect(await call("aws:index/getPartition:getPartition")).to.include({
            partition: "aws",
            dnsSuffix: "amazonaws.com",
        });
        expect(await call("aws:index/getRegion:getRegion")).to.include({
            name: "us-east-2",
            region: "us-east-2",
        });
        const lookup = "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider";
        const arn = sandbox.providerArn;
        const url = `https://${arn.split(":oidc-provider/")[1] ?? ""}`;
        for (const args of [{ arn }, { url }]) {
            expect(await call(lookup, args)).to.deep.include({
                arn,
                clientIdLists: ["sts.amazonaws.com"],
            });
        }
        const missing = await failureOf(call(lookup, { url: "https://issuer.example" }));
        expect(missing.message).to.match(/not found/);
        expect((await failureOf(call(lookup, {}))).message).to.match(/exactly one/);
    });

    it("are the only ones: any other type, function or argument is refused by its name", async () => {
        const type = "aws:ec2/instance:Instance";
        expect((await failureOf(driver.make(type, "i", {}))).message).to.contain(type);
        const token = "aws:s3/getObject:getObject";
        expect((await failureOf(provider.invoke(token, {}))).message).to.contain(token);
        const { failures } = await provider.invoke("aws:index/getRegion:getRegion", { zone: "a" });
        expect(failures?.[0]?.property).to.equal("zone");
    });
});
