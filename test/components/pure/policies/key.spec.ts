import { expect } from "chai";

import { keyPolicy, type KeyPolicyArgs } from "../../../../components/pure/policies/key.ts";

const ARGS: KeyPolicyArgs = {
    partition: "aws",
    accountId: "123456789012",
    region: "us-east-2",
    bucketName: "traces",
    roleArn: "arn:aws:iam::123456789012:role/tempo",
};

const FOR_BUCKET_ONLY = {
    StringEquals: { "kms:ViaService": "s3.us-east-2.amazonaws.com" },
    StringLike: {
        "kms:EncryptionContext:aws:s3:arn": ["arn:aws:s3:::traces", "arn:aws:s3:::traces/*"],
    },
};

const USE = {
    Sid: "UseThroughS3",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::123456789012:role/tempo" },
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: "*",
    Condition: FOR_BUCKET_ONLY,
};

describe("the policy of a key", () => {
    it("lets the account administer and the role use it, through S3 and for one bucket", () => {
        expect(keyPolicy(ARGS)).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "AdministerByAccount",
                    Effect: "Allow",
                    Principal: { AWS: "arn:aws:iam::123456789012:root" },
                    Action: "kms:*",
                    Resource: "*",
                },
                USE,
            ],
        });
    });

    it("lets those who are named administer it, the account's root user beside them, and nobody else", () => {
        const administrators = ["arn:aws:iam::123456789012:role/admin"];
        const { Statement } = keyPolicy({ ...ARGS, administrators });
        expect(Statement).to.deep.equal([
            {
                Sid: "KeepRootUser",
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::123456789012:root" },
                Action: "kms:*",
                Resource: "*",
                Condition: { StringEquals: { "aws:PrincipalType": "Account" } },
            },
            {
                Sid: "AdministerByName",
                Effect: "Allow",
                Principal: { AWS: administrators },
                Action: [
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
                ],
                Resource: "*",
            },
            USE,
        ]);
    });

    it("lets the role with which S3 copies read, where there is one", () => {
        const replicationRoleArn = "arn:aws:iam::123456789012:role/copy";
        expect(keyPolicy({ ...ARGS, replicationRoleArn }).Statement.slice(2)).to.deep.equal([
            {
                Sid: "CopyThroughS3",
                Effect: "Allow",
                Principal: { AWS: replicationRoleArn },
                Action: ["kms:Decrypt"],
                Resource: "*",
                Condition: FOR_BUCKET_ONLY,
            },
        ]);
    });

    it("knows the hosts of each partition", () => {
        const partitions = [
            ["aws-us-gov", "us-gov-west-1", "s3.us-gov-west-1.amazonaws.com"],
            ["aws-cn", "cn-north-1", "s3.cn-north-1.amazonaws.com.cn"],
        ] as const;
        for (const [partition, region, host] of partitions) {
            const { Statement } = keyPolicy({ ...ARGS, partition, region });
            expect(Statement[0]?.Principal).to.deep.equal({
                AWS: `arn:${partition}:iam::123456789012:root`,
            });
            expect(Statement[1]?.Condition).to.deep.equal({
                StringEquals: { "kms:ViaService": host },
                StringLike: {
                    "kms:EncryptionContext:aws:s3:arn": [
                        `arn:${partition}:s3:::traces`,
                        `arn:${partition}:s3:::traces/*`,
                    ],
                },
            });
        }
    });
});
