// The bucket that holds the traces: private, encrypted, TLS only, tidy.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { comesAfter } from "../child-options.ts";
import { bucketArn } from "../pure/arn.ts";
import type { Partition } from "../pure/partition.ts";
import { bucketPolicy } from "../pure/policies/bucket.ts";
import type { Profile } from "../tempo-sts-stack-args.ts";

/** The arguments of a TraceBucket. */
export interface TraceBucketArgs {
    /** The name of the bucket. */
    readonly bucketName: pulumi.Input<string>;
    /** Its Region, whatever that of the AWS Pulumi provider. */
    readonly region: pulumi.Input<string>;
    /** The partition of the Region. */
    readonly partition: pulumi.Input<Partition>;
    /**
     * `ephemeral`: destroy takes the bucket with all objects, versions and unfinished uploads. `production`: the bucket and
     * its settings are protected, and a bucket is never deleted while it holds anything.
     *
     * @default "production"
     */
    readonly profile?: Profile | undefined;
    /** Whether destroy lets go of the bucket and its settings instead of deleting them. @default false */
    readonly retainOnDelete?: boolean | undefined;
    /** The ARN of the KMS key that encrypts it. @default - keys of S3 (AES256) */
    readonly kmsKeyArn?: pulumi.Input<string> | undefined;
    /** Its tags. @default - none */
    readonly tags?: pulumi.Input<Record<string, string>> | undefined;
}

/**
 * A bucket for traces: all public access blocked, no ACLs, encrypted, reachable over TLS only, unfinished uploads removed
 * after a day.
 *
 * @see https://grafana.com/docs/tempo/latest/configuration/hosted-storage/s3/
 */
export class TraceBucket extends pulumi.ComponentResource {
    /** The name of the bucket. */
    readonly bucketName: pulumi.Output<string>;
    /** The ARN of the bucket. */
    readonly bucketArn: pulumi.Output<string>;
    /** The bucket itself, for what this component does not foresee. */
    readonly bucket: aws.s3.Bucket;

    readonly #childOptions: pulumi.CustomResourceOptions;

    constructor(name: string, args: TraceBucketArgs, opts?: pulumi.ComponentResourceOptions) {
        const { profile = "production" } = args;
        // Children inherit it: a bucket that stays keeps its policy and its public access block.
        const kept = profile === "production" ? { protect: true, ...opts } : opts;
        super("tempo-sts:aws:TraceBucket", name, {}, kept);
        // The engine hands this one down to no child.
        this.#childOptions = { parent: this, retainOnDelete: args.retainOnDelete ?? false };
        this.bucket = this.createBucket(name, args, opts);
        this.bucketName = this.bucket.bucket;
        // From the name, not from the resource: a first preview can then show the policies.
        this.bucketArn = pulumi
            .all([this.bucketName, args.partition])
            .apply(([bucketName, partition]) => bucketArn({ bucketName, partition }));
        const target = { bucket: this.bucketName, region: args.region };
        this.createEncryption(name, target, args.kmsKeyArn);
        this.createLifecycle(name, target);
        const publicAccess = this.createPublicAccessBlock(name, target);
        const ownership = this.createOwnership(name, target, publicAccess);
        this.createPolicy(name, target, ownership);
        this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
    }

    private createBucket(
        name: string,
        args: TraceBucketArgs,
        opts: pulumi.ComponentResourceOptions | undefined,
    ): aws.s3.Bucket {
        const { bucketName, region, profile = "production", tags } = args;
        return new aws.s3.Bucket(
            `${name}-bucket`,
            {
                bucket: bucketName,
                region,
                forceDestroy: profile === "ephemeral",
                ...(tags === undefined ? {} : { tags }),
            },
            { ...this.#childOptions, ...comesAfter(opts) },
        );
    }

    private createEncryption(
        name: string,
        target: BucketTarget,
        kmsKeyArn: pulumi.Input<string> | undefined,
    ): void {
        // A bucket key saves calls to KMS; with S3's own keys there is none to save.
        const rule =
            kmsKeyArn === undefined
                ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
                : {
                      applyServerSideEncryptionByDefault: {
                          sseAlgorithm: "aws:kms",
                          kmsMasterKeyId: kmsKeyArn,
                      },
                      bucketKeyEnabled: true,
                  };
        new aws.s3.BucketServerSideEncryptionConfiguration(
            `${name}-encryption`,
            { ...target, rules: [rule] },
            this.#childOptions,
        );
    }

    private createLifecycle(name: string, target: BucketTarget): void {
        new aws.s3.BucketLifecycleConfiguration(
            `${name}-lifecycle`,
            {
                ...target,
                rules: [
                    {
                        id: "abort-unfinished-uploads",
                        status: "Enabled",
                        filter: { prefix: "" },
                        abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
                    },
                ],
            },
            this.#childOptions,
        );
    }

    private createPublicAccessBlock(
        name: string,
        target: BucketTarget,
    ): aws.s3.BucketPublicAccessBlock {
        return new aws.s3.BucketPublicAccessBlock(
            `${name}-public-access`,
            {
                ...target,
                blockPublicAcls: true,
                blockPublicPolicy: true,
                ignorePublicAcls: true,
                restrictPublicBuckets: true,
            },
            this.#childOptions,
        );
    }

    // One after the other: S3 answers two of these at once with "a conflicting conditional operation is in progress".
    private createOwnership(
        name: string,
        target: BucketTarget,
        after: pulumi.Resource,
    ): aws.s3.BucketOwnershipControls {
        return new aws.s3.BucketOwnershipControls(
            `${name}-ownership`,
            { ...target, rule: { objectOwnership: "BucketOwnerEnforced" } },
            { ...this.#childOptions, dependsOn: [after] },
        );
    }

    private createPolicy(name: string, target: BucketTarget, after: pulumi.Resource): void {
        const policy = this.bucketArn.apply((arn) =>
            JSON.stringify(bucketPolicy({ bucketArn: arn })),
        );
        new aws.s3.BucketPolicy(
            `${name}-policy`,
            { ...target, policy },
            { ...this.#childOptions, dependsOn: [after] },
        );
    }
}

/** Which bucket a setting is for. */
interface BucketTarget {
    readonly bucket: pulumi.Output<string>;
    readonly region: pulumi.Input<string>;
}
