// The bucket that a trail's files go to: private, encrypted, TLS only, written by this trail alone, and emptied by age.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { auditLogBucketPolicy } from "../pure/policies/audit-log-bucket.ts";
import type { Profile } from "../tempo-sts-stack-args.ts";

/** The arguments of an AuditLogBucket. */
export interface AuditLogBucketArgs {
    /** The name of the bucket. */
    readonly bucketName: pulumi.Input<string>;
    readonly region: pulumi.Input<string>;
    /** The ARN of the trail that writes to it. */
    readonly trailArn: pulumi.Input<string>;
    /** The ARN of the bucket itself: from its name, so that a first preview can show the policy. */
    readonly bucketArn: pulumi.Input<string>;
    /** The trail's account. */
    readonly accountId: pulumi.Input<string>;
    /** How long files are kept, in days. */
    readonly keepDays: number;
    /** The ARN of the KMS key of its files. @default - keys of S3 (AES256) */
    readonly kmsKeyArn?: pulumi.Input<string> | undefined;
    /** `ephemeral`: destroy takes the bucket with all its files. */
    readonly profile: Profile;
    readonly retainOnDelete: boolean;
    readonly tags: pulumi.Input<Record<string, string>>;
}

/** A bucket for a trail's files. It is ready for the trail when {@link policy} is there. */
export class AuditLogBucket extends pulumi.ComponentResource {
    /** The name of the bucket. */
    readonly bucketName: pulumi.Output<string>;
    /** The policy: CloudTrail refuses to make a trail whose bucket does not let it write yet. */
    readonly policy: aws.s3.BucketPolicy;

    readonly #childOptions: pulumi.CustomResourceOptions;

    constructor(name: string, args: AuditLogBucketArgs, opts?: pulumi.ComponentResourceOptions) {
        super("tempo-sts:aws:AuditLogBucket", name, {}, opts);
        this.#childOptions = { parent: this, retainOnDelete: args.retainOnDelete };
        const { bucketName, region, profile, tags } = args;
        const bucket = new aws.s3.Bucket(
            `${name}-bucket`,
            { bucket: bucketName, region, forceDestroy: profile === "ephemeral", tags },
            this.#childOptions,
        );
        this.bucketName = bucket.bucket;
        const target = { bucket: this.bucketName, region };
        this.createEncryption(name, target, args.kmsKeyArn);
        this.createLifecycle(name, target, args.keepDays);
        this.policy = this.createAccess(name, target, args);
        this.registerOutputs({ bucketName: this.bucketName });
    }

    private createEncryption(
        name: string,
        target: LogBucketTarget,
        kmsKeyArn: pulumi.Input<string> | undefined,
    ): void {
        const withKey = kmsKeyArn === undefined ? undefined : { kmsMasterKeyId: kmsKeyArn };
        new aws.s3.BucketServerSideEncryptionConfiguration(
            `${name}-encryption`,
            {
                ...target,
                rules: [
                    {
                        applyServerSideEncryptionByDefault: {
                            sseAlgorithm: withKey === undefined ? "AES256" : "aws:kms",
                            ...withKey,
                        },
                        ...(withKey === undefined ? {} : { bucketKeyEnabled: true }),
                    },
                ],
            },
            this.#childOptions,
        );
    }

    private createLifecycle(name: string, target: LogBucketTarget, days: number): void {
        new aws.s3.BucketLifecycleConfiguration(
            `${name}-lifecycle`,
            {
                ...target,
                rules: [
                    {
                        id: "expire-old-files",
                        status: "Enabled",
                        filter: { prefix: "" },
                        expiration: { days },
                        abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
                    },
                ],
            },
            this.#childOptions,
        );
    }

    // One after the other: S3 answers two of these at once with "a conflicting conditional operation is in progress".
    private createAccess(
        name: string,
        target: LogBucketTarget,
        args: AuditLogBucketArgs,
    ): aws.s3.BucketPolicy {
        const publicAccess = new aws.s3.BucketPublicAccessBlock(
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
        const ownership = new aws.s3.BucketOwnershipControls(
            `${name}-ownership`,
            { ...target, rule: { objectOwnership: "BucketOwnerEnforced" } },
            { ...this.#childOptions, dependsOn: [publicAccess] },
        );
        const policy = pulumi
            .all([args.bucketArn, args.trailArn, args.accountId])
            .apply(([bucketArn, trailArn, accountId]) =>
                JSON.stringify(auditLogBucketPolicy({ bucketArn, trailArn, accountId })),
            );
        return new aws.s3.BucketPolicy(
            `${name}-policy`,
            { ...target, policy },
            { ...this.#childOptions, dependsOn: [ownership] },
        );
    }
}

interface LogBucketTarget {
    readonly bucket: pulumi.Output<string>;
    readonly region: pulumi.Input<string>;
}
