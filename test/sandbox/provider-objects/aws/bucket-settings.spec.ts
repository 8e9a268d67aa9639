import { expect } from "chai";

import type { AwsProvider } from "../../../../sandbox/provider-objects/aws/aws-provider.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../../support/sandbox.ts";
import type { Driver, Made } from "../driver.ts";
import { failureOf } from "../driver.ts";
import { awsDriver } from "./fixture.ts";

describe("the settings of a bucket in the sandbox", function () {
    this.timeout(30_000);
    let provider: AwsProvider;
    let driver: Driver;
    let bucket: Made;
    let name: string;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        ({ provider, driver } = awsDriver(await sharedSandbox()));
        name = freshName("settings");
        bucket = await driver.make("aws:s3/bucket:Bucket", "b", { bucket: name });
    });

    after(async () => {
        await driver.delete(bucket);
        provider.close();
    });

    const policy = (effect: string): string =>
        JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                {
                    ...{ Effect: effect, Principal: "*", Action: "s3:*", Resource: "*" },
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
            ],
        });
    const encryption = (sseAlgorithm: string) => [
        { applyServerSideEncryptionByDefault: { sseAlgorithm } },
    ];
    const abort = (daysAfterInitiation: number) => [
        { id: "abort", status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation } },
    ];

    const cases: [type: string, inputs: object, changes: Record<string, unknown>, gone: boolean][] =
        [
            [
                "bucketPublicAccessBlock:BucketPublicAccessBlock",
                { blockPublicAcls: true, blockPublicPolicy: true },
                { ignorePublicAcls: true, restrictPublicBuckets: true },
                true,
            ],
            [
                "bucketOwnershipControls:BucketOwnershipControls",
                { rule: { objectOwnership: "BucketOwnerEnforced" } },
                { rule: { objectOwnership: "ObjectWriter" } },
                true,
            ],
            // AWS encrypts all the same when nothing is set: the setting is then its own default.
            [
                "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
                { rules: encryption("AES256") },
                { rules: encryption("aws:kms") },
                false,
            ],
            [
                "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
                { rules: abort(1) },
                {
                    rules: [
                        ...abort(2),
                        {
                            id: "old",
                            status: "Disabled",
                            filter: { and: { prefix: "a/", tags: { k: "v" } } },
                            expiration: { days: 3 },
                        },
                    ],
                },
                true,
            ],
            [
                "bucketPolicy:BucketPolicy",
                { policy: policy("Deny") },
                { policy: policy("Allow") },
                true,
            ],
        ];
    for (const [type, inputs, changes, gone] of cases) {
        it(`${type} is made, read back without a difference, updated and deleted`, async () => {
            const made = await driver.make(`aws:s3/${type}`, "s", { bucket: name, ...inputs });
            expect(made.id).to.equal(name);
            await driver.expectNoChange(made);
            const updated = await driver.update(made, changes);
            await driver.expectNoChange(updated);
            expect(await driver.read(updated)).to.deep.include(changes);
            await driver.delete(updated);
            expect((await driver.read(updated)) === undefined).to.equal(gone);
        });

        it(`${type} fails without its bucket, and counts as gone with it`, async () => {
            const elsewhere = freshName("nowhere");
            const failure = await failureOf(
                driver.make(`aws:s3/${type}`, "s", { bucket: elsewhere, ...inputs }),
            );
            expect(failure.message).to.match(/NoSuchBucket.*There is no bucket/);
            const made = {
                id: elsewhere,
                urn: driver.urn(`aws:s3/${type}`, "s"),
                inputs: {},
                outs: { bucket: elsewhere },
            };
            expect(await driver.read(made)).to.equal(undefined);
            await driver.delete(made);
        });
    }
});
