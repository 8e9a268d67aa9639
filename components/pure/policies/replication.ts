// What S3 may do when it copies objects to another Region: read the versions of one bucket, write to one other.
import { PARTITIONS, type Partition } from "../partition.ts";
import { objectsBelow } from "../names/object-prefix.ts";
import type { PolicyDocument, Statement } from "./statement.ts";

/** A bucket at one end of a replication, and the key that encrypts it. */
export interface ReplicationEnd {
    readonly bucketArn: string;
    readonly region: string;
    /** The ARN of its key. @default - keys of S3 */
    readonly keyArn?: string | undefined;
}

/** What the role of a replication may do. */
export interface ReplicationPolicyArgs {
    readonly partition: Partition;
    readonly source: ReplicationEnd;
    readonly replica: ReplicationEnd;
    /** The part of the bucket that is copied, without slashes at its ends. @default - all of it */
    readonly prefix?: string | undefined;
    /** Whether deletions are copied. */
    readonly deleteMarkers: boolean;
}

/**
 * The access policy of the replication role.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export function replicationPolicy(args: ReplicationPolicyArgs): PolicyDocument {
    const { source, replica, prefix, deleteMarkers } = args;
    const part = `${objectsBelow(prefix)}*`;
    const deleting = deleteMarkers ? ["s3:ReplicateDelete"] : [];
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "ReadReplicationRules",
                Effect: "Allow",
                Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
                Resource: source.bucketArn,
            },
            {
                Sid: "ReadVersions",
                Effect: "Allow",
                Action: [
                    "s3:GetObjectVersionForReplication",
                    "s3:GetObjectVersionAcl",
                    "s3:GetObjectVersionTagging",
                ],
                Resource: `${source.bucketArn}/${part}`,
            },
            {
                Sid: "WriteCopies",
                Effect: "Allow",
                Action: ["s3:ReplicateObject", ...deleting, "s3:ReplicateTags"],
                Resource: `${replica.bucketArn}/${part}`,
            },
            ...keyStatements(args),
        ],
    };
}

/**
 * Who may take the replication role: S3, for this bucket of this account and no other.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function replicationTrust(args: {
    readonly bucketArn: string;
    readonly accountId: string;
}): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "CopyOneBucket",
                Effect: "Allow",
                Principal: { Service: "s3.amazonaws.com" },
                Action: "sts:AssumeRole",
                Condition: {
                    StringEquals: { "aws:SourceAccount": args.accountId },
                    ArnEquals: { "aws:SourceArn": args.bucketArn },
                },
            },
        ],
    };
}

function keyStatements({ partition, source, replica }: ReplicationPolicyArgs): Statement[] {
    return [
        ...keyStatement("DecryptVersions", ["kms:Decrypt"], source, partition),
        ...keyStatement(
            "EncryptCopies",
            ["kms:Encrypt", "kms:GenerateDataKey"],
            replica,
            partition,
        ),
    ];
}

// With a bucket key S3 names the bucket to KMS, without one the object.
function keyStatement(
    Sid: string,
    Action: readonly string[],
    { bucketArn, region, keyArn }: ReplicationEnd,
    partition: Partition,
): Statement[] {
    if (keyArn === undefined) {
        return [];
    }
    const dnsSuffix = PARTITIONS.find((facts) => facts.partition === partition)?.dnsSuffix;
    return [
        {
            Sid,
            Effect: "Allow",
            Action,
            Resource: keyArn,
            Condition: {
                StringEquals: { "kms:ViaService": `s3.${region}.${dnsSuffix ?? "amazonaws.com"}` },
                StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, `${bucketArn}/*`] },
            },
        },
    ];
}
