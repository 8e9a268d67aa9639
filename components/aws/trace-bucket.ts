// The bucket that holds the traces: private, encrypted, TLS only, tidy; or one of somebody else's, left as it is.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { refuseProblems } from "../args-error.ts";
import { comesAfter } from "../child-options.ts";
import {
    groupProblems,
    settleGroup,
    type SettledGroups,
    type WithInputs,
} from "../option-groups.ts";
import { accountRegionalName } from "../pure/names/account-regional.ts";
import { bucketArn, objectArn } from "../pure/names/arn.ts";
import { objectsBelow } from "../pure/names/object-prefix.ts";
import type { BucketOptions } from "../pure/options/bucket.ts";
import type { Partition } from "../pure/partition.ts";
import type { Profile } from "../tempo-sts-stack-args.ts";
import { lookUpBucket } from "./adopted-bucket.ts";
import { keepPrivate } from "./bucket-privacy.ts";
import type { BucketScope } from "./bucket-scope.ts";
import { archive, encrypt, keepVersions, lock, logAccess, tidyUp } from "./bucket-settings.ts";
import { warnOfConsequences } from "./bucket-warnings.ts";

/** The arguments of a TraceBucket. */
export interface TraceBucketArgs {
    /** The name of the bucket; with `features.namespace` `account-regional`, what stands before account and Region in it. */
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
    /** Whether it refuses uploads that ask for another encryption or another key. @default true */
    readonly denyOtherEncryption?: boolean | undefined;
    /** What else it does; a copy is made by a TraceReplica. @default - nothing */
    readonly features?: WithInputs<BucketOptions> | undefined;
    /** Its tags. @default - none */
    readonly tags?: pulumi.Input<Record<string, string>> | undefined;
}

/**
 * A bucket for traces: all public access blocked, no ACLs, encrypted, reachable over TLS only, unfinished uploads removed
 * after a day. Or, adopted, a bucket that exists: only looked at.
 *
 * @throws ArgsError when `features` cannot work
 * @see https://grafana.com/docs/tempo/latest/configuration/hosted-storage/s3/
 */
export class TraceBucket extends pulumi.ComponentResource {
    /** The name of the bucket. */
    readonly bucketName: pulumi.Output<string>;
    /** The ARN of the bucket. */
    readonly bucketArn: pulumi.Output<string>;
    /** The ARN of the objects that are this stack's own: all of them, or those below the prefix. */
    readonly objectArn: pulumi.Output<string>;
    /** The part of the bucket that is this stack's own; undefined when all of it is. */
    readonly prefix: pulumi.Input<string> | undefined;
    /** The ARN of the KMS key that encrypts it; undefined where S3's own keys do. */
    readonly kmsKeyArn: pulumi.Input<string> | undefined;
    /** The bucket itself, for what this component does not foresee; undefined when it is somebody else's. */
    readonly bucket: aws.s3.Bucket | undefined;
    /** That it keeps versions; undefined when it does not. */
    readonly versioning: aws.s3.BucketVersioning | undefined;

    readonly #accountId: pulumi.Output<string>;
    readonly #childOptions: pulumi.CustomResourceOptions;

    constructor(name: string, args: TraceBucketArgs, opts?: pulumi.ComponentResourceOptions) {
        refuseProblems(`TraceBucket "${name}"`, groupProblems("bucket", args.features ?? {}));
        const features = settleGroup("bucket", args.features);
        // Children inherit it: a bucket that stays keeps its policy and its public access block. What is adopted has none.
        const passes = args.profile === "ephemeral" || features.adopt;
        super("tempo-sts:aws:TraceBucket", name, {}, passes ? opts : { protect: true, ...opts });
        this.prefix = features.prefix;
        this.kmsKeyArn = args.kmsKeyArn;
        this.#accountId = aws.getCallerIdentityOutput({}, { parent: this }).accountId;
        // The engine hands this one down to no child.
        this.#childOptions = { parent: this, retainOnDelete: args.retainOnDelete ?? false };

        this.bucket = features.adopt ? undefined : this.createBucket(name, args, features, opts);
        this.bucketName = this.bucket?.bucket ?? lookUpBucket(args, this);
        this.bucketArn = this.arn(args.partition, bucketArn);
        this.objectArn = this.arn(args.partition, objectArn);
        this.versioning = features.adopt ? undefined : this.createSettings(name, args, features);
        warnOfConsequences(features, this);
        this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
    }

    private createBucket(
        name: string,
        args: TraceBucketArgs,
        { namespace }: SettledGroups["bucket"],
        opts: pulumi.ComponentResourceOptions | undefined,
    ): aws.s3.Bucket {
        const { region, profile = "production", tags } = args;
        const isOwn = namespace === "account-regional";
        return new aws.s3.Bucket(
            `${name}-bucket`,
            {
                bucket: isOwn ? this.accountRegionalName(args) : args.bucketName,
                ...(isOwn ? { bucketNamespace: namespace } : {}),
                region,
                forceDestroy: profile === "ephemeral",
                ...(tags === undefined ? {} : { tags }),
            },
            { ...this.#childOptions, ...comesAfter(opts) },
        );
    }

    private accountRegionalName({ bucketName, region }: TraceBucketArgs): pulumi.Output<string> {
        return pulumi
            .all([bucketName, region, this.#accountId])
            .apply(([plain, where, accountId]) =>
                accountRegionalName(plain, { region: where, accountId }),
            );
    }

    private createSettings(
        name: string,
        args: TraceBucketArgs,
        features: SettledGroups["bucket"],
    ): aws.s3.BucketVersioning | undefined {
        const { region, partition, kmsKeyArn, denyOtherEncryption = true } = args;
        const { bucketName: bucket, bucketArn: arn } = this;
        const scope: BucketScope = {
            name,
            bucket,
            region,
            accountId: this.#accountId,
            options: this.#childOptions,
        };
        encrypt(scope, kmsKeyArn);
        keepPrivate(scope, {
            bucketArn: arn,
            denyOtherEncryption,
            kmsKeyArn,
            onlyFrom: features.onlyFrom,
            minimumTls: features.minimumTls,
            isCopied: features.replication !== undefined,
            partition,
        });
        const versions = keepVersions(scope, features);
        tidyUp(scope, features, versions);
        lock(scope, features, versions);
        archive(scope, features);
        logAccess(scope, features);
        return versions;
    }

    // From the name, not from the resource: a first preview can then show the policies.
    private arn(
        partition: TraceBucketArgs["partition"],
        print: typeof objectArn,
    ): pulumi.Output<string> {
        return pulumi
            .all([this.bucketName, partition, this.prefix])
            .apply(([bucketName, known, prefix]) =>
                print({ bucketName, partition: known, prefix: objectsBelow(prefix) }),
            );
    }
}
