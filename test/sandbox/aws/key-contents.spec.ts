import { expect } from "chai";

import {
    CreateAliasCommand,
    CreateKeyCommand,
    EnableKeyRotationCommand,
    ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { CreateBucketCommand, PutBucketLoggingCommand } from "@aws-sdk/client-s3";

import { sandboxClients } from "../../../sandbox/aws/clients.ts";
import { compareSnapshots, snapshot } from "../../../sandbox/aws/snapshot.ts";
import { IN_REGION, useAwsSandbox } from "./fixture.ts";

describe("a snapshot of the sandbox's AWS", () => {
    const sandbox = useAwsSandbox({ issuerKeys: async () => Promise.resolve({ keys: [] }) });

    it("tells of keys and their names, and of what a bucket does with its objects", async () => {
        const { kms, s3, close } = await sandboxClients(sandbox());
        for (const Bucket of ["described", "other"]) {
            await s3.send(new CreateBucketCommand({ Bucket, ...IN_REGION }));
        }
        const key = async () => (await kms.send(new CreateKeyCommand({}))).KeyMetadata;
        const [kept, gone] = [await key(), await key()];
        const first = await snapshot(sandbox());
        await kms.send(new CreateAliasCommand({ AliasName: "alias/a", TargetKeyId: kept?.KeyId }));
        await kms.send(new EnableKeyRotationCommand({ KeyId: kept?.KeyId }));
        await kms.send(new ScheduleKeyDeletionCommand({ KeyId: gone?.KeyId }));
        const LoggingEnabled = { TargetBucket: "other", TargetPrefix: "" };
        const BucketLoggingStatus = { LoggingEnabled };
        await s3.send(new PutBucketLoggingCommand({ Bucket: "described", BucketLoggingStatus }));
        expect(compareSnapshots(first, await snapshot(sandbox()))).to.deep.equal({
            added: ["arn:aws:kms:us-east-2:123456789012:alias/a"],
            removed: [gone?.Arn],
            changed: [kept?.Arn, "arn:aws:s3:::described"],
        });
        close();
    });
});
