import { expect } from "chai";

import {
    replicationPolicy,
    replicationTrust,
} from "../../../../components/pure/policies/replication.ts";

const SOURCE = { bucketArn: "arn:aws:s3:::traces", region: "us-east-2" };
const REPLICA = { bucketArn: "arn:aws:s3:::traces-replica", region: "eu-west-1" };
const PLAIN = { partition: "aws", source: SOURCE, replica: REPLICA, deleteMarkers: true } as const;

describe("replicationPolicy", () => {
    it("reads one bucket's versions and writes to one other, nothing else", () => {
        expect(replicationPolicy(PLAIN)).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "ReadReplicationRules",
                    Effect: "Allow",
                    Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
                    Resource: "arn:aws:s3:::traces",
                },
                {
                    Sid: "ReadVersions",
                    Effect: "Allow",
                    Action: [
                        "s3:GetObjectVersionForReplication",
                        "s3:GetObjectVersionAcl",
                        "s3:GetObjectVersionTagging",
                    ],
                    Resource: "arn:aws:s3:::traces/*",
                },
                {
                    Sid: "WriteCopies",
                    Effect: "Allow",
                    Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
                    Resource: "arn:aws:s3:::traces-replica/*",
                },
            ],
        });
    });

    it("copies no deletions where they are not wanted, and only below the prefix", () => {
        const { Statement } = replicationPolicy({ ...PLAIN, deleteMarkers: false, prefix: "a/b" });
        expect(Statement.map(({ Resource }) => Resource)).to.deep.equal([
            "arn:aws:s3:::traces",
            "arn:aws:s3:::traces/a/b/*",
            "arn:aws:s3:::traces-replica/a/b/*",
        ]);
        expect(Statement[2]?.Action).to.deep.equal(["s3:ReplicateObject", "s3:ReplicateTags"]);
    });

    it("uses each key through S3 in its own Region, for its own bucket", () => {
        const key = (region: string) => `arn:aws:kms:${region}:123456789012:key/k`;
        const { Statement } = replicationPolicy({
            ...PLAIN,
            source: { ...SOURCE, keyArn: key("us-east-2") },
            replica: { ...REPLICA, keyArn: key("eu-west-1") },
        });
        expect(Statement.slice(3)).to.deep.equal([
            {
                Sid: "DecryptVersions",
                Effect: "Allow",
                Action: ["kms:Decrypt"],
                Resource: "arn:aws:kms:us-east-2:123456789012:key/k",
                Condition: {
                    StringEquals: { "kms:ViaService": "s3.us-east-2.amazonaws.com" },
                    StringLike: {
                        "kms:EncryptionContext:aws:s3:arn": [
                            "arn:aws:s3:::traces",
                            "arn:aws:s3:::traces/*",
                        ],
                    },
                },
            },
            {
                Sid: "EncryptCopies",
                Effect: "Allow",
                Action: ["kms:Encrypt", "kms:GenerateDataKey"],
                Resource: "arn:aws:kms:eu-west-1:123456789012:key/k",
                Condition: {
                    StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
                    StringLike: {
                        "kms:EncryptionContext:aws:s3:arn": [
                            "arn:aws:s3:::traces-replica",
                            "arn:aws:s3:::traces-replica/*",
                        ],
                    },
                },
            },
        ]);
    });

    it("names the hosts of its partition", () => {
        const { Statement } = replicationPolicy({
            ...PLAIN,
            partition: "aws-cn",
            source: {
                ...SOURCE,
                region: "cn-north-1",
                keyArn: "arn:aws-cn:kms:cn-north-1:1:key/k",
            },
        });
        expect(Statement[3]?.Condition?.["StringEquals"]).to.deep.equal({
            "kms:ViaService": "s3.cn-north-1.amazonaws.com.cn",
        });
    });
});

describe("replicationTrust", () => {
    it("lets S3 take the role for one bucket of one account", () => {
        expect(
            replicationTrust({ bucketArn: "arn:aws:s3:::traces", accountId: "123456789012" }),
        ).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "CopyOneBucket",
                    Effect: "Allow",
                    Principal: { Service: "s3.amazonaws.com" },
                    Action: "sts:AssumeRole",
                    Condition: {
                        StringEquals: { "aws:SourceAccount": "123456789012" },
                        ArnEquals: { "aws:SourceArn": "arn:aws:s3:::traces" },
                    },
                },
            ],
        });
    });
});
