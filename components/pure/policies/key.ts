// Who may do what with the key of the stack: its account administers it, the role uses it through S3 for one bucket.
import { KMS_ACTIONS } from "../actions.ts";
import { bucketArn, type AccountScope } from "../names/arn.ts";
import { PARTITIONS } from "../partition.ts";
import type { Conditions, PolicyDocument, Statement } from "./statement.ts";

/** What a key's policy is made of. */
export interface KeyPolicyArgs extends AccountScope {
    /** The Region of key and bucket. */
    readonly region: string;
    /** The bucket whose objects it encrypts. */
    readonly bucketName: string;
    /** The ARN of the role that writes and reads them. */
    readonly roleArn: string;
    /** The ARN of the role with which S3 copies them elsewhere. @default - they are not copied */
    readonly replicationRoleArn?: string | undefined;
    /** The ARNs of those who administer the key. @default - whoever the account's IAM policies allow to */
    readonly administrators?: readonly string[] | undefined;
}

/** All that administers a key, and nothing that uses it. */
const ADMINISTRATION = [
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListKeyRotations",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
] as const;

/**
 * The policy of a key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function keyPolicy(args: KeyPolicyArgs): PolicyDocument {
    const { roleArn, replicationRoleArn } = args;
    return {
        Version: "2012-10-17",
        Statement: [
            ...administration(args),
            use("UseThroughS3", roleArn, [...KMS_ACTIONS], args),
            ...(replicationRoleArn === undefined
                ? []
                : [use("CopyThroughS3", replicationRoleArn, ["kms:Decrypt"], args)]),
        ],
    };
}

// With named administrators the account's IAM policies count no more; its root user stays, for a key without any
// administrator could only be brought back by AWS.
function administration({ partition, accountId, administrators = [] }: KeyPolicyArgs): Statement[] {
    const account = {
        Effect: "Allow",
        Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
        Action: "kms:*",
        Resource: "*",
    } as const;
    if (administrators.length === 0) {
        return [{ Sid: "AdministerByAccount", ...account }];
    }
    return [
        {
            Sid: "KeepRootUser",
            ...account,
            Condition: { StringEquals: { "aws:PrincipalType": "Account" } },
        },
        {
            Sid: "AdministerByName",
            Effect: "Allow",
            Principal: { AWS: [...administrators] },
            Action: [...ADMINISTRATION],
            Resource: "*",
        },
    ];
}

function use(Sid: string, AWS: string, Action: readonly string[], where: KeyPolicyArgs): Statement {
    return {
        Sid,
        Effect: "Allow",
        Principal: { AWS },
        Action,
        Resource: "*",
        Condition: forBucketOnly(where),
    };
}

// S3 says for what it asks: with a bucket key for the bucket, without one for the object.
function forBucketOnly({ partition, region, bucketName }: KeyPolicyArgs): Conditions {
    const facts = PARTITIONS.find((each) => each.partition === partition);
    const arn = bucketArn({ partition, bucketName });
    return {
        StringEquals: { "kms:ViaService": `s3.${region}.${facts?.dnsSuffix ?? "amazonaws.com"}` },
        StringLike: { "kms:EncryptionContext:aws:s3:arn": [arn, `${arn}/*`] },
    };
}
