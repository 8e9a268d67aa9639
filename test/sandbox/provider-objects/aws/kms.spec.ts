import { expect } from "chai";

import { DescribeKeyCommand, type KMSClient } from "@aws-sdk/client-kms";

import { AwsConnection } from "../../../../sandbox/provider-objects/aws/connection.ts";
import type { AwsProvider } from "../../../../sandbox/provider-objects/aws/aws-provider.ts";
import { kms } from "../../../../sandbox/provider-objects/aws/kms.ts";
import { readAwsSettings } from "../../../../sandbox/provider-objects/aws/settings.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../../support/sandbox.ts";
import { type Driver, failureOf } from "../driver.ts";
import { awsArguments, awsDriver } from "./fixture.ts";

const [KEY, ALIAS, POLICY] = [
    ...["aws:kms/key:Key", "aws:kms/alias:Alias", "aws:kms/keyPolicy:KeyPolicy"],
] as const;
const ROOT = "arn:aws:iam::123456789012:root";

describe("KMS in the sandbox", function () {
    this.timeout(30_000);
    let provider: AwsProvider;
    let driver: Driver;
    let client: KMSClient;
    let connection: AwsConnection;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        const sandbox = await sharedSandbox();
        ({ provider, driver } = awsDriver(sandbox));
        connection = new AwsConnection(readAwsSettings(awsArguments(sandbox)));
        client = kms({ connection }, {});
    });

    after(() => {
        provider.close();
        connection.close();
    });

    const policy = (AWS: string, Sid = "s"): string =>
        JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                { Sid, Effect: "Allow", Principal: { AWS }, Action: "kms:*", Resource: "*" },
            ],
        });

    it("a key is made, read back without a difference, updated in every part, and waits for its end", async () => {
        const made = await driver.make(KEY, "k", {
            ...{ description: "one", enableKeyRotation: true, rotationPeriodInDays: 365 },
            ...{ deletionWindowInDays: 7, tags: { a: "b", c: "d" } },
        });
        expect(made.outs["arn"]).to.equal(`arn:aws:kms:us-east-2:123456789012:key/${made.id}`);
        expect(made.outs).to.include({ keyId: made.id }).and.to.have.property("policy");
        await driver.expectNoChange(made);
        const changes = {
            ...{ description: "two", rotationPeriodInDays: 90, tags: { a: "e" } },
            ...{ policy: policy(ROOT), deletionWindowInDays: 8 },
        };
        const updated = await driver.update(made, changes);
        await driver.expectNoChange(updated);
        expect(await driver.read(updated)).to.deep.include(changes);
        const off = await driver.update(updated, { isEnabled: false });
        await driver.expectNoChange(off);
        const still = await driver.update(off, { isEnabled: true, enableKeyRotation: false });
        expect(await driver.read(still)).to.include({ isEnabled: true, enableKeyRotation: false });
        await driver.delete(still);
        expect(await driver.read(still)).to.equal(undefined);
        const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: made.id }));
        expect(KeyMetadata?.KeyState).to.equal("PendingDeletion");
        const days = ((KeyMetadata?.DeletionDate?.getTime() ?? 0) - Date.now()) / 86_400_000;
        expect(days).to.be.within(7.9, 8.1);
    });

    it("a key is replaced for what it is for, and for nothing else", async () => {
        const made = await driver.make(KEY, "k", {});
        const replacing = async (changes: object): Promise<string[]> => {
            const news = { ...made.inputs, ...changes };
            return (await provider.diff(made.id, made.urn, made.outs, news)).replaces ?? [];
        };
        expect(await replacing({ multiRegion: true })).to.deep.equal(["multiRegion"]);
        expect(await replacing({ keyUsage: "SIGN_VERIFY" })).to.deep.equal(["keyUsage"]);
        expect(await replacing({ region: "eu-west-1" })).to.deep.equal(["region"]);
        expect(await replacing({ enableKeyRotation: true, description: "x" })).to.deep.equal([]);
        await driver.delete(made);
    });

    it("a key that another made is gone is no error, twice", async () => {
        const made = await driver.make(KEY, "k", { region: "eu-west-1" });
        expect(made.outs["arn"]).to.match(/^arn:aws:kms:eu-west-1:/);
        await driver.delete(made);
        await driver.delete(made);
        await driver.delete({ ...made, id: "11111111-2222-3333-4444-555555555555" });
    });

    it("refuses a waiting period and a rotation that KMS has not", async () => {
        for (const wrong of [{ deletionWindowInDays: 6 }, { rotationPeriodInDays: 89 }]) {
            const failure = await failureOf(driver.make(KEY, "k", wrong));
            expect(failure.message).to.match(/^expected \d+ to \d+ days, got \d+$/);
        }
    });

    it("an alias leads to a key, and then to another", async () => {
        const [one, other] = [await driver.make(KEY, "1", {}), await driver.make(KEY, "2", {})];
        const name = `alias/${freshName("traces")}`;
        const made = await driver.make(ALIAS, "a", { name, targetKeyId: one.id });
        expect(made.id).to.equal(name);
        expect(made.outs["targetKeyArn"]).to.equal(one.outs["arn"]);
        await driver.expectNoChange(made);
        const moved = await driver.update(made, { targetKeyId: other.outs["arn"] });
        await driver.expectNoChange(moved);
        expect(moved.outs["targetKeyArn"]).to.equal(other.outs["arn"]);
        const taken = await failureOf(driver.make(ALIAS, "b", { name, targetKeyId: one.id }));
        expect(taken.message).to.match(/AlreadyExistsException/);
        await driver.delete(moved);
        expect(await driver.read(moved)).to.equal(undefined);
        await driver.remove(moved, one, other);
        const wrong = await failureOf(
            driver.make(ALIAS, "c", { name: "traces", targetKeyId: "k" }),
        );
        expect(wrong.message).to.match(/^expected alias\//);
    });

    it("a key's policy names only who is there, and goes back to the account's", async () => {
        const key = await driver.make(KEY, "k", {});
        const nobody = `arn:aws:iam::123456789012:role/${freshName("nobody")}`;
        const inputs = { keyId: key.id, policy: policy(ROOT, "mine") };
        const refused = driver.make(POLICY, "p", { ...inputs, policy: policy(nobody) });
        expect((await failureOf(refused)).message).to.match(/MalformedPolicyDocument/);
        const made = await driver.make(POLICY, "p", inputs);
        expect(made.id).to.equal(key.id);
        await driver.expectNoChange(made);
        await driver.expectNoChange(key);
        await driver.expectNoChange(await driver.update(made, { policy: policy(ROOT, "yours") }));
        await driver.delete(made);
        const live = await driver.read(made);
        expect(String(live?.["policy"])).to.contain("Enable IAM User Permissions");
        await driver.delete(key);
        expect(await driver.read(key)).to.equal(undefined);
    });
});
