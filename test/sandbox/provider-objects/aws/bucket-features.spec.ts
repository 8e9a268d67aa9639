import { expect } from "chai";

import { HeadBucketCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";

import { AwsConnection } from "../../../../sandbox/provider-objects/aws/connection.ts";
import type { AwsProvider } from "../../../../sandbox/provider-objects/aws/aws-provider.ts";
import { readAwsSettings } from "../../../../sandbox/provider-objects/aws/settings.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../../support/sandbox.ts";
import { type Driver, failureOf, type Made } from "../driver.ts";
import { awsArguments, awsDriver } from "./fixture.ts";

const OWNER = "123456789012";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
const TIERING =
    "aws:s3/bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration";

describe("what a bucket of the sandbox does with its objects", function () {
    this.timeout(30_000);
    let provider: AwsProvider;
    let driver: Driver;
    let s3: S3Client;
    let connection: AwsConnection;
    const buckets: Made[] = [];

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        const sandbox = await sharedSandbox();
        ({ provider, driver } = awsDriver(sandbox));
        connection = new AwsConnection(readAwsSettings(awsArguments(sandbox)));
        s3 = connection.s3();
    });

    after(async () => {
        await driver.remove(...buckets);
        provider.close();
        connection.close();
    });

    async function bucket(inputs: Record<string, unknown> = {}): Promise<string> {
        const made = await driver.make("aws:s3/bucket:Bucket", "b", {
            ...{ bucket: freshName("features"), forceDestroy: true },
            ...inputs,
        });
        buckets.push(made);
        return made.id;
    }

    async function versioned(region?: string): Promise<string> {
        const where = region === undefined ? {} : { region };
        const name = await bucket(where);
        await driver.make(VERSIONING, "v", { ...where, bucket: name, ...status("Enabled") });
        return name;
    }

    const status = (word: string) => ({ versioningConfiguration: { status: word } });

    it("keeps versions, suspends them, and never goes back to none", async () => {
        const name = await bucket();
        const made = await driver.make(VERSIONING, "v", { bucket: name, ...status("Enabled") });
        expect(made.id).to.equal(name);
        await driver.expectNoChange(made);
        const suspended = await driver.update(made, status("Suspended"));
        await driver.expectNoChange(suspended);
        const back = await failureOf(driver.update(suspended, status("Disabled")));
        expect(back.message).to.match(/cannot go back from Suspended to Disabled/);
        await driver.delete(made);
        expect(await driver.read(made)).to.deep.include(status("Suspended"));
    });

    it("has no versions where the program says so, and says it when it never had", async () => {
        const name = await bucket();
        const made = await driver.make(VERSIONING, "v", { bucket: name, ...status("Disabled") });
        await driver.expectNoChange(made);
        await driver.delete(made);
        expect(await driver.read(made)).to.deep.include(status("Disabled"));
    });

    it("belongs to whom the program expects, or is not touched", async () => {
        const name = await bucket();
        const make = (expectedBucketOwner: string) =>
            driver.make(VERSIONING, "v", {
                ...{ bucket: name, expectedBucketOwner },
                ...status("Enabled"),
            });
        const made = await make(OWNER);
        expect(made.id).to.equal(`${name},${OWNER}`);
        await driver.expectNoChange(made);
        expect(await driver.read(made)).to.include({ bucket: name, expectedBucketOwner: OWNER });
        expect((await failureOf(make("210987654321"))).message).to.match(/AccessDenied/);
        const { replaces } = await provider.diff(made.id, made.urn, made.outs, {
            ...made.inputs,
            expectedBucketOwner: "210987654321",
        });
        expect(replaces).to.deep.equal(["expectedBucketOwner"]);
    });

    it("logs its use into another bucket, until it is told not to", async () => {
        const [name, logs] = [await bucket(), await bucket()];
        const made = await driver.make("aws:s3/bucketLogging:BucketLogging", "l", {
            ...{ bucket: name, targetBucket: logs, targetPrefix: "a/" },
            targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
        });
        await driver.expectNoChange(made);
        const updated = await driver.update(made, { targetPrefix: "b/" });
        await driver.expectNoChange(updated);
        await driver.delete(updated);
        expect(await driver.read(updated)).to.equal(undefined);
    });

    it("locks objects, and holds on to their versions when the lock's rule is gone", async () => {
        const name = await versioned();
        const rule = (days: number) => ({ defaultRetention: { mode: "GOVERNANCE", days } });
        const made = await driver.make(LOCK, "l", { bucket: name, rule: rule(1) });
        await driver.expectNoChange(made);
        const updated = await driver.update(made, { rule: rule(2) });
        await driver.expectNoChange(updated);
        await driver.delete(updated);
        expect(await driver.read(updated)).not.to.have.property("rule");
        const versions = await driver.make(VERSIONING, "v", { bucket: name, ...status("Enabled") });
        const refused = await failureOf(driver.update(versions, status("Suspended")));
        expect(refused.message).to.match(/InvalidBucketState: An Object Lock/);
        await driver.delete(versions);
        expect(await driver.read(versions)).to.deep.include(status("Enabled"));
    });

    it("can lock objects from its first moment", async () => {
        const name = await bucket({ objectLockEnabled: true });
        const imported = (type: string) => ({
            ...{ id: name, urn: driver.urn(type, "l"), inputs: {}, outs: {} },
        });
        expect(await driver.read(imported(LOCK))).to.include({ bucket: name });
        expect(await driver.read(imported(VERSIONING))).to.deep.include(status("Enabled"));
    });

    it("lets Intelligent-Tiering archive, by prefix and tags", async () => {
        const name = await bucket();
        const made = await driver.make(TIERING, "t", {
            ...{ bucket: name, name: "old", filter: { prefix: "a/" } },
            tierings: [{ accessTier: "ARCHIVE_ACCESS", days: 90 }],
        });
        expect(made.id).to.equal(`${name}:old`);
        await driver.expectNoChange(made);
        for (const filter of [{ tags: { a: "b" } }, { prefix: "b/", tags: { a: "b", c: "d" } }]) {
            const updated = await driver.update(made, { filter, status: "Disabled" });
            await driver.expectNoChange(updated);
        }
        await driver.delete(made);
        expect(await driver.read(made)).to.equal(undefined);
        await s3.send(new HeadBucketCommand({ Bucket: name }));
    });

    it("is copied to another Region, and stays versioned while it is", async () => {
        const [name, copy] = [await versioned(), await versioned("eu-west-1")];
        const rules = (storageClass: string) => [
            {
                ...{ id: "r", status: "Enabled", priority: 0, filter: { prefix: "" } },
                deleteMarkerReplication: { status: "Enabled" },
                destination: { bucket: `arn:aws:s3:::${copy}`, storageClass },
            },
        ];
        const role = `arn:aws:iam::${OWNER}:role/nobody`;
        const inputs = { bucket: name, role, rules: rules("STANDARD") };
        const made = await driver.make(REPLICATION, "r", inputs);
        await driver.expectNoChange(made);
        const updated = await driver.update(made, { rules: rules("GLACIER_IR") });
        await driver.expectNoChange(updated);
        const versions = await driver.make(VERSIONING, "v", { bucket: name, ...status("Enabled") });
        expect((await failureOf(driver.delete(versions))).message).to.match(/InvalidBucketState/);
        await driver.delete(updated);
        expect(await driver.read(updated)).to.equal(undefined);
        await driver.delete(versions);
        // Without versions at the source there is nothing to copy.
        expect((await failureOf(driver.make(REPLICATION, "r", inputs))).message).to.match(
            /InvalidRequest: Versioning must be 'Enabled'/,
        );
    });

    it("can be looked at without being one's own", async () => {
        const name = await bucket();
        const token = "aws:s3/getBucket:getBucket";
        const here = await provider.invoke(token, { bucket: name });
        expect(here.outputs).to.include({
            ...{ bucket: name, id: name, arn: `arn:aws:s3:::${name}` },
            ...{ region: "us-east-2", bucketRegion: "us-east-2" },
        });
        const there = await bucket({ region: "eu-west-1" });
        const elsewhere = await provider.invoke(token, { bucket: there, region: "eu-west-1" });
        expect(elsewhere.outputs).to.include({ bucketRegion: "eu-west-1" });
        const nowhere = await failureOf(provider.invoke(token, { bucket: freshName("none") }));
        expect(nowhere.message).to.match(/not found\. Correct the name/);
        await s3.send(new PutObjectCommand({ Bucket: name, Key: "k", Body: "x" }));
    });
});
