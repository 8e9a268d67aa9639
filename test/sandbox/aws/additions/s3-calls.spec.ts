import { expect } from "chai";

import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateKeyCommand, PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import {
    CreateBucketCommand,
    DeleteBucketCommand,
    GetBucketVersioningCommand,
    GetObjectCommand,
    ListBucketIntelligentTieringConfigurationsCommand,
    PutBucketIntelligentTieringConfigurationCommand,
    PutBucketPolicyCommand,
    PutBucketReplicationCommand,
    PutObjectCommand,
    PutObjectLockConfigurationCommand,
} from "@aws-sdk/client-s3";

import { freshName } from "../../../support/sandbox.ts";
import { errorOf, IN_REGION } from "../fixture.ts";
import { ACCOUNT, ALL_OF_S3, useWorld } from "./world.ts";

describe("what the sandbox adds to the emulator's S3", () => {
    const { admin, bucket, version, guest, key } = useWorld();

    it("a call that expects another owner is refused", async () => {
        const Bucket = await bucket();
        const expecting = (ExpectedBucketOwner: string) =>
            admin().s3.send(new GetBucketVersioningCommand({ Bucket, ExpectedBucketOwner }));
        await expecting(ACCOUNT);
        expect(await errorOf(expecting("210987654321"))).to.equal("AccessDenied");
    });

    it("an Intelligent-Tiering configuration is kept for those who may set it, and goes with its bucket", async () => {
        const Bucket = await bucket();
        const put = (Days: number, s3 = admin().s3, Id = "a") =>
            s3.send(
                new PutBucketIntelligentTieringConfigurationCommand({
                    ...{ Bucket, Id },
                    IntelligentTieringConfiguration: {
                        ...{ Id: "a", Status: "Enabled" },
                        Tierings: [{ AccessTier: "ARCHIVE_ACCESS", Days }],
                    },
                }),
            );
        const list = async () => {
            const answer = await admin().s3.send(
                new ListBucketIntelligentTieringConfigurationsCommand({ Bucket }),
            );
            return (answer.IntelligentTieringConfigurationList ?? []).map(({ Id }) => Id);
        };
        await put(90);
        expect(await list()).to.deep.equal(["a"]);
        expect(await errorOf(put(89))).to.equal("InvalidArgument");
        expect(await errorOf(put(90, admin().s3, "b"))).to.equal("InvalidArgument");
        const { s3 } = await guest({
            ...ALL_OF_S3,
            Action: "s3:GetIntelligentTieringConfiguration",
        });
        expect(await errorOf(put(91, s3))).to.equal("AccessDenied");
        await admin().s3.send(new DeleteBucketCommand({ Bucket }));
        await admin().s3.send(new CreateBucketCommand({ Bucket, ...IN_REGION }));
        expect(await list()).to.deep.equal([]);
    });

    it("versions cannot be suspended under Object Lock", async () => {
        const Bucket = await bucket(true);
        await admin().s3.send(
            new PutObjectLockConfigurationCommand({
                Bucket,
                ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" },
            }),
        );
        expect(await errorOf(version(Bucket, "Suspended"))).to.equal("InvalidBucketState");
    });

    it("policies name no role that is not there", async () => {
        const [Bucket, arn] = [await bucket(), await key()];
        const { arn: user } = await guest(ALL_OF_S3);
        const document = (AWS: string) =>
            JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    { ...ALL_OF_S3, Resource: `arn:aws:s3:::${Bucket}/*`, Principal: { AWS } },
                ],
            });
        const nobody = `arn:aws:iam::${ACCOUNT}:role/a/nobody`;
        const onBucket = (Policy: string) =>
            admin().s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
        const onKey = (Policy: string) =>
            admin().kms.send(
                new PutKeyPolicyCommand({ KeyId: arn, PolicyName: "default", Policy }),
            );
        await onBucket(document(user));
        expect(await errorOf(onBucket(document(nobody)))).to.equal("MalformedPolicy");
        expect(await errorOf(onKey(document(nobody)))).to.equal("MalformedPolicyDocumentException");
        expect(
            await errorOf(admin().kms.send(new CreateKeyCommand({ Policy: document(nobody) }))),
        ).to.equal("MalformedPolicyDocumentException");
        await onKey(document(`arn:aws:iam::${ACCOUNT}:root`));
    });

    it("replication holds versions fast, and fails with a role that S3 may not take", async () => {
        const [Bucket, replica] = [await bucket(true), await bucket(true)];
        const RoleName = freshName("copier");
        const allowed = JSON.stringify({ Version: "2012-10-17", Statement: [ALL_OF_S3] });
        const trust = (source: string) =>
            JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    {
                        ...{ Effect: "Allow", Action: "sts:AssumeRole" },
                        Principal: { Service: "s3.amazonaws.com" },
                        Condition: { ArnEquals: { "aws:SourceArn": `arn:aws:s3:::${source}` } },
                    },
                ],
            });
        const AssumeRolePolicyDocument = trust("another-bucket");
        const { Role } = await admin().iam.send(
            new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }),
        );
        await admin().iam.send(
            new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument: allowed }),
        );
        await admin().s3.send(
            new PutBucketReplicationCommand({
                Bucket,
                ReplicationConfiguration: {
                    Role: Role?.Arn ?? "",
                    Rules: [
                        {
                            ...{ ID: "r", Status: "Enabled", Priority: 0, Filter: { Prefix: "" } },
                            DeleteMarkerReplication: { Status: "Disabled" },
                            Destination: { Bucket: `arn:aws:s3:::${replica}` },
                        },
                    ],
                },
            }),
        );
        expect(await errorOf(version(Bucket, "Suspended"))).to.equal("InvalidBucketState");
        await admin().s3.send(new PutObjectCommand({ Bucket, Key: "k", Body: "x" }));
        const head = await admin().s3.send(new GetObjectCommand({ Bucket, Key: "k" }));
        expect(head.ReplicationStatus).to.equal("FAILED");
        const copy = admin().s3.send(new GetObjectCommand({ Bucket: replica, Key: "k" }));
        expect(await errorOf(copy)).to.equal("NoSuchKey");
    });
});
