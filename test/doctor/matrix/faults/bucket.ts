/** Faults of the bucket and its key. */
import {
    CreateKeyCommand,
    DisableKeyCommand,
    ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { DeleteBucketCommand, PutBucketEncryptionCommand } from "@aws-sdk/client-s3";

import { traceAccessPolicy } from "../../../../components/pure/policies/trace-access.ts";
import { kmsClient } from "../../../../stacks/aws/clients.ts";
import type { Fault } from "../fault.ts";
import type { Stage } from "../stage.ts";

const ONE_POD = { kind: "tempomonolithic" } as const;

/** The bucket and its key. */
export const BUCKET_FAULTS: readonly Fault[] = [
    {
        name: "bucket-deleted",
        title: "The bucket was deleted",
        cause: "bucket-missing",
        shape: ONE_POD,
        inject: async ({ aws, names: { bucketName: Bucket } }) => {
            await aws.s3.send(new DeleteBucketCommand({ Bucket }));
        },
    },
    {
        name: "bucket-elsewhere",
        title: "The Secret names another Region than the bucket's",
        cause: "bucket-region",
        shape: ONE_POD,
        inject: async (stage) => stage.patchSecret({ region: "eu-west-1" }),
    },
    ofKey("key-disabled", "The bucket's key is disabled", "key-disabled", async (stage, KeyId) => {
        const kms = await kmsClient(stage.connection);
        await kms.send(new DisableKeyCommand({ KeyId }));
        kms.destroy();
    }),
    ofKey(
        "key-deleted",
        "The bucket's key is being deleted",
        "key-pending-deletion",
        async (stage, KeyId) => {
            const kms = await kmsClient(stage.connection);
            await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
            kms.destroy();
        },
    ),
    {
        name: "key-gone",
        title: "The bucket's key does not exist",
        cause: "key-missing",
        shape: ONE_POD,
        inject: async (stage) => {
            const { region, accountId } = stage.names;
            const id = "00000000-0000-4000-8000-000000000000";
            await encrypt(stage, `arn:aws:kms:${region}:${accountId}:key/${id}`);
        },
    },
];

function ofKey(
    name: string,
    title: string,
    cause: string,
    change: (stage: Stage, keyId: string) => Promise<void>,
): Fault {
    return {
        ...{ name, title, cause, shape: ONE_POD },
        inject: async (stage) => {
            const arn = await makeKey(stage);
            await encrypt(stage, arn);
            const bucketArn = `arn:aws:s3:::${stage.names.bucketName}`;
            await stage.setAccess(traceAccessPolicy({ bucketArn, kmsKeyArn: arn }));
            await change(stage, arn.slice(arn.lastIndexOf("/") + 1));
        },
    };
}

/** A key, by its ARN. */
export async function makeKey({ connection }: Stage): Promise<string> {
    const kms = await kmsClient(connection);
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    kms.destroy();
    return KeyMetadata?.Arn ?? "";
}

/** Has the bucket encrypted by it. */
export async function encrypt({ aws, names }: Stage, KMSMasterKeyID: string): Promise<void> {
    const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: "aws:kms", KMSMasterKeyID } as const;
    await aws.s3.send(
        new PutBucketEncryptionCommand({
            Bucket: names.bucketName,
            ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault }] },
        }),
    );
}
