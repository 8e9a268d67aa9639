// A copy of the traces in another Region: a bucket like the source's, and a role with which S3 fills it.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { comesAfter } from "../child-options.ts";
import type { WithInputs } from "../option-groups.ts";
import { objectsBelow } from "../pure/names/object-prefix.ts";
import type { BucketOptions, ReplicationOptions } from "../pure/options/bucket.ts";
import type { Partition } from "../pure/partition.ts";
import {
    replicationPolicy,
    replicationTrust,
    type ReplicationPolicyArgs,
} from "../pure/policies/replication.ts";
import { replicaBucketName, replicationRoleName } from "../pure/names/replica-names.ts";
import type { Profile } from "../tempo-sts-stack-args.ts";
import { TraceBucket } from "./trace-bucket.ts";

/** The arguments of a TraceReplica. */
export interface TraceReplicaArgs {
    /** The bucket that is copied; it keeps versions. */
    readonly source: TraceBucket;
    /** Its Region. */
    readonly sourceRegion: pulumi.Input<string>;
    /** The ARN of the KMS key that encrypts it. @default - keys of S3 */
    readonly sourceKeyArn?: pulumi.Input<string> | undefined;
    /** The partition of both Regions. */
    readonly partition: pulumi.Input<Partition>;
    /** Where the copy goes, and what it is like. */
    readonly replication: WithInputs<ReplicationOptions>;
    /** What the copy does beside holding copies: versions always; its namespace, its lifecycle, whence it may be used. @default - nothing */
    readonly features?: WithInputs<BucketOptions> | undefined;
    /** As of the source: `ephemeral` empties the copy too, `production` protects it. @default "production" */
    readonly profile?: Profile | undefined;
    /** Whether destroy lets go of all this instead of deleting it. @default false */
    readonly retainOnDelete?: boolean | undefined;
    /** Whether the copy refuses uploads that ask for another encryption or another key. @default true */
    readonly denyOtherEncryption?: boolean | undefined;
    /** The ARN of the managed policy that bounds the role. @default - none */
    readonly permissionsBoundary?: pulumi.Input<string> | undefined;
    /** The IAM path of the role. @default "/" */
    readonly path?: pulumi.Input<string> | undefined;
    /** The tags of bucket and role. @default - none */
    readonly tags?: pulumi.Input<Record<string, string>> | undefined;
}

/**
 * A bucket in another Region to which S3 copies what is written to the source from now on, deletions included where that is
 * wanted. One way only: nothing ever comes back by itself.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
 */
export class TraceReplica extends pulumi.ComponentResource {
    /** The copy. */
    readonly copy: TraceBucket;
    /** The name of the bucket that holds the copy. */
    readonly bucketName: pulumi.Output<string>;
    /** The ARN of the bucket that holds the copy. */
    readonly bucketArn: pulumi.Output<string>;
    /** The ARN of the role with which S3 copies. */
    readonly roleArn: pulumi.Output<string>;

    readonly #name: string;
    readonly #args: TraceReplicaArgs;
    readonly #childOptions: pulumi.CustomResourceOptions;

    constructor(name: string, args: TraceReplicaArgs, opts?: pulumi.ComponentResourceOptions) {
        const { profile = "production", retainOnDelete = false } = args;
        super(
            "tempo-sts:aws:TraceReplica",
            name,
            {},
            profile === "production" ? { protect: true, ...opts } : opts,
        );
        this.#name = name;
        this.#args = args;
        this.#childOptions = { parent: this, retainOnDelete };
        this.copy = this.createCopy();
        this.bucketName = this.copy.bucketName;
        this.bucketArn = this.copy.bucketArn;
        const role = this.createRole(opts);
        this.roleArn = role.arn;
        const access = this.createAccess(role);
        this.createReplication(role, access);
        this.registerOutputs({ bucketName: this.bucketName, roleArn: this.roleArn });
    }

    private createCopy(): TraceBucket {
        const { source, partition, replication, features, profile, tags } = this.#args;
        const { retainOnDelete, denyOtherEncryption } = this.#args;
        return new TraceBucket(
            `${this.#name}-copy`,
            {
                bucketName: replication.bucketName ?? source.bucketName.apply(replicaBucketName),
                region: replication.region,
                ...{ partition, profile, retainOnDelete, denyOtherEncryption, tags },
                kmsKeyArn: replication.kmsKeyArn,
                features: { ...features, versioning: { ...features?.versioning, enabled: true } },
            },
            { parent: this },
        );
    }

    private createRole(opts: pulumi.ComponentResourceOptions | undefined): aws.iam.Role {
        const { source, path = "/", permissionsBoundary, tags } = this.#args;
        const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
        const trust = pulumi
            .all([source.bucketArn, accountId])
            .apply(([bucketArn, account]) =>
                JSON.stringify(replicationTrust({ bucketArn, accountId: account })),
            );
        return new aws.iam.Role(
            `${this.#name}-role`,
            {
                name: source.bucketName.apply(replicationRoleName),
                description: pulumi.interpolate`Taken by S3 to copy ${source.bucketName} to ${this.bucketName}`,
                assumeRolePolicy: trust,
                forceDetachPolicies: true,
                path,
                ...(tags === undefined ? {} : { tags }),
                ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
            },
            // The name is ours: with another path, a second role of that name could not be made beside the first.
            { ...this.#childOptions, deleteBeforeReplace: true, ...comesAfter(opts) },
        );
    }

    private createAccess(role: aws.iam.Role): aws.iam.RolePolicy {
        const { source, sourceRegion, sourceKeyArn, partition, replication } = this.#args;
        const { deleteMarkers = true } = replication;
        const policy = pulumi
            .all([
                ends(source.bucketArn, sourceRegion, sourceKeyArn),
                ends(this.bucketArn, replication.region, replication.kmsKeyArn),
                partition,
                source.prefix,
            ])
            .apply(([from, to, known, prefix]) =>
                JSON.stringify(
                    replicationPolicy({
                        ...{ source: from, replica: to, partition: known, prefix, deleteMarkers },
                    }),
                ),
            );
        return new aws.iam.RolePolicy(
            `${this.#name}-access`,
            { role: role.name, policy },
            this.#childOptions,
        );
    }

    // Versions at both ends first, and what the role may do: S3 asks for the versions at once, and for the rights with the
    // first object. Deleted in the opposite order: under a replication, S3 lets nobody suspend versions.
    private createReplication(role: aws.iam.Role, access: aws.iam.RolePolicy): void {
        const { source, sourceRegion, sourceKeyArn, replication } = this.#args;
        const { deleteMarkers = true, storageClass = "STANDARD_IA", kmsKeyArn } = replication;
        const versions = [source.versioning, this.copy.versioning].filter(
            (each) => each !== undefined,
        );
        const underKey = sourceKeyArn !== undefined && kmsKeyArn !== undefined;
        new aws.s3.BucketReplicationConfig(
            `${this.#name}-replication`,
            {
                bucket: source.bucketName,
                region: sourceRegion,
                role: role.arn,
                rules: [
                    {
                        id: "copy-traces",
                        status: "Enabled",
                        priority: 0,
                        filter: { prefix: pulumi.output(source.prefix).apply(objectsBelow) },
                        deleteMarkerReplication: {
                            status: deleteMarkers ? "Enabled" : "Disabled",
                        },
                        destination: {
                            bucket: this.bucketArn,
                            storageClass,
                            ...(underKey
                                ? { encryptionConfiguration: { replicaKmsKeyId: kmsKeyArn } }
                                : {}),
                        },
                        ...(underKey
                            ? {
                                  sourceSelectionCriteria: {
                                      sseKmsEncryptedObjects: { status: "Enabled" },
                                  },
                              }
                            : {}),
                    },
                ],
            },
            { ...this.#childOptions, dependsOn: [...versions, access] },
        );
    }
}

function ends(
    bucketArn: pulumi.Output<string>,
    region: pulumi.Input<string>,
    keyArn: pulumi.Input<string> | undefined,
): pulumi.Output<ReplicationPolicyArgs["source"]> {
    return pulumi
        .all([bucketArn, region, keyArn])
        .apply(([arn, where, key]) => ({ bucketArn: arn, region: where, keyArn: key }));
}
