import { expect } from "chai";
import {
    CreateMultipartUploadCommand,
    DeleteObjectCommand,
    ListMultipartUploadsCommand,
    ListObjectVersionsCommand,
    PutBucketVersioningCommand,
    PutObjectCommand,
    type S3Client,
} from "@aws-sdk/client-s3";

import { AwsConnection } from "../../../../sandbox/provider-objects/aws/connection.ts";
import { emptyBucket } from "../../../../sandbox/provider-objects/aws/bucket-contents.ts";
import type { AwsProvider } from "../../../../sandbox/provider-objects/aws/aws-provider.ts";
import { readAwsSettings } from "../../../../sandbox/provider-objects/aws/settings.ts";
import type { Sandbox } from "../../../../sandbox/sandbox.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../../support/sandbox.ts";
import { type Driver, failureOf } from "../driver.ts";
import { awsArguments, awsDriver } from "./fixture.ts";

const BUCKET = "aws:s3/bucket:Bucket";

describe("aws.s3.Bucket in the sandbox", function () {
    this.timeout(60_000);
    let sandbox: Sandbox;
    let provider: AwsProvider;
    let driver: Driver;
    let s3: S3Client;
    let connection: AwsConnection;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        sandbox = await sharedSandbox();
        ({ provider, driver } = awsDriver(sandbox));
        connection = new AwsConnection(readAwsSettings(awsArguments(sandbox)));
        s3 = connection.s3();
    });

    after(() => {
        provider.close();
        connection.close();
    });

    /** Objects in two versions each, one of them deleted, and as many uploads that are not finished. */
    async function fill(Bucket: string, objects: number): Promise<void> {
        await s3.send(
            new PutBucketVersioningCommand({
                Bucket,
                VersioningConfiguration: { Status: "Enabled" },
            }),
        );
        for (const Body of ["one", "two"]) {
            for (let i = 0; i < objects; i++) {
                await s3.send(new PutObjectCommand({ Bucket, Key: `o/${i}`, Body }));
            }
        }
        await s3.send(new DeleteObjectCommand({ Bucket, Key: "o/1" }));
        for (let i = 0; i < objects; i++) {
            await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: `unfinished/${i}` }));
        }
    }

    it("is made, read back without a difference, updated and deleted", async () => {
        const name = freshName("bucket");
        const made = await driver.make(BUCKET, "b", {
            bucket: name,
            forceDestroy: true,
            tags: { a: "b" },
        });
        expect(made.id).to.equal(name);
        expect(made.outs).to.deep.include({
            arn: `arn:aws:s3:::${name}`,
            bucketRegionalDomainName: `${name}.s3.us-east-2.amazonaws.com`,
            region: "us-east-2",
            tagsAll: { a: "b" },
        });
        await driver.expectNoChange(made);
        const retagged = await driver.update(made, { tags: { c: "d" } });
        expect(await driver.read(retagged)).to.have.deep.property("tags", { c: "d" });
        const untagged = await driver.update(retagged, { tags: {} });
        expect(await driver.read(untagged)).to.have.deep.property("tagsAll", {});
        await driver.delete(untagged);
        expect(await driver.read(untagged)).to.equal(undefined);
        await driver.delete(untagged);
    });

    it("takes everything with it where that is wished: versions, delete markers, unfinished uploads", async () => {
        const Bucket = freshName("bucket");
        const made = await driver.make(BUCKET, "b", { bucket: Bucket, forceDestroy: true });
        await fill(Bucket, 3);
        await driver.delete(made);
        expect(await driver.read(made)).to.equal(undefined);
    });

    it("is emptied page by page, whatever the number of entries", async () => {
        const Bucket = freshName("bucket");
        const made = await driver.make(BUCKET, "b", { bucket: Bucket });
        await fill(Bucket, 10);
        await emptyBucket(s3, Bucket, { page: 2 });
        const left = await s3.send(new ListObjectVersionsCommand({ Bucket }));
        const uploads = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
        expect([left.Versions, left.DeleteMarkers, uploads.Uploads]).to.deep.equal([
            undefined,
            undefined,
            undefined,
        ]);
        await driver.delete(made);
        await emptyBucket(s3, Bucket);
    });

    it("refuses to go while it holds something and that is not wished", async () => {
        const Bucket = freshName("bucket");
        const made = await driver.make(BUCKET, "b", { bucket: Bucket });
        await s3.send(new PutObjectCommand({ Bucket, Key: "kept", Body: "x" }));
        const failure = await failureOf(driver.delete(made));
        expect(failure.message).to.match(/BucketNotEmpty.*set forceDestroy/);
        expect(failure.cause).to.be.instanceOf(Error);
        await driver.delete(await driver.update(made, { forceDestroy: true }));
    });

    for (const region of ["us-east-2", "us-east-1"]) {
        it(`fails when a bucket of one's own has the name already, in ${region} too`, async () => {
            const other = awsDriver(sandbox, { region });
            const name = freshName("bucket");
            const made = await other.driver.make(BUCKET, "b", {
                bucket: name,
                tags: { owner: "me" },
            });
            const failure = await failureOf(other.driver.make(BUCKET, "again", { bucket: name }));
            expect(failure.message).to.match(
                /creating S3 Bucket \(.*BucketAlready.*123456789012.*owner=me/,
            );
            expect(failure).not.to.have.property("code");
            await other.driver.delete(made);
            other.provider.close();
        });
    }

    it("carries the provider's own tags beside the given ones, which is no change", async () => {
        const tagging = awsDriver(sandbox, {
            defaultTags: JSON.stringify({ tags: { team: "traces" } }),
        });
        const made = await tagging.driver.make(BUCKET, "b", {
            bucket: freshName("bucket"),
            tags: { a: "b" },
        });
        expect(made.outs).to.have.deep.property("tagsAll", { team: "traces", a: "b" });
        await tagging.driver.expectNoChange(made);
        await tagging.driver.delete(made);
        tagging.provider.close();
    });

    it("fails with AWS's words when nobody answers, and keeps the cause", async () => {
        const lost = awsDriver(sandbox, {
            endpoints: JSON.stringify([{ s3: "https://127.0.0.1:1" }]),
            maxRetries: "0",
        });
        const failure = await failureOf(
            lost.driver.make(BUCKET, "b", { bucket: freshName("bucket") }),
        );
        expect(failure.message).to.match(/creating S3 Bucket/);
        expect(failure.cause).to.be.instanceOf(Error);
        lost.provider.close();
    });
});
