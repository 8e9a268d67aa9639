import { expect } from "chai";

import { DisableKeyCommand, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import {
    CreateMultipartUploadCommand,
    GetObjectCommand,
    PutBucketEncryptionCommand,
    PutObjectCommand,
} from "@aws-sdk/client-s3";

import type { SandboxClients } from "../../../../sandbox/aws/clients.ts";
import { errorOf } from "../fixture.ts";
import { ALL_OF_S3, useWorld } from "./world.ts";

describe("what the sandbox adds to the emulator's keys", () => {
    const { admin, bucket, guest, key } = useWorld();

    it("objects under a key are only for those who may use the key, through S3", async () => {
        const [Bucket, arn] = [await bucket(), await key()];
        const rule = { SSEAlgorithm: "aws:kms", KMSMasterKeyID: arn } as const;
        await admin().s3.send(
            new PutBucketEncryptionCommand({
                Bucket,
                ServerSideEncryptionConfiguration: {
                    Rules: [{ ApplyServerSideEncryptionByDefault: rule, BucketKeyEnabled: true }],
                },
            }),
        );
        const object = { Bucket, Key: "k" };
        const using = (...Action: string[]) => ({
            ...{ Effect: "Allow", Action, Resource: arn },
            Condition: {
                StringEquals: {
                    "kms:ViaService": "s3.us-east-2.amazonaws.com",
                    "kms:EncryptionContext:aws:s3:arn": `arn:aws:s3:::${Bucket}`,
                },
            },
        });
        const both = await guest(ALL_OF_S3, using("kms:GenerateDataKey", "kms:Decrypt"));
        const writer = await guest(ALL_OF_S3, using("kms:GenerateDataKey"));
        const reader = await guest(ALL_OF_S3, using("kms:Decrypt"));
        const write = ({ s3 }: SandboxClients) =>
            s3.send(new PutObjectCommand({ ...object, Body: "x" }));
        const upload = ({ s3 }: SandboxClients) =>
            s3.send(new CreateMultipartUploadCommand(object));
        const read = ({ s3 }: SandboxClients) => s3.send(new GetObjectCommand(object));
        for (const one of [both, writer]) await write(one);
        for (const one of [both, reader]) await read(one);
        await upload(both);
        const refused = [write(reader), upload(reader), upload(writer), read(writer)];
        expect(await Promise.all(refused.map(errorOf))).to.deep.equal(
            refused.map(() => "AccessDenied"),
        );
        await admin().kms.send(new DisableKeyCommand({ KeyId: arn }));
        expect(await errorOf(read(both))).to.equal("KMS.DisabledException");
        await admin().kms.send(
            new ScheduleKeyDeletionCommand({ KeyId: arn, PendingWindowInDays: 7 }),
        );
        expect(await errorOf(write(admin()))).to.equal("KMS.KMSInvalidStateException");
        const foreign = arn.replace("123456789012", "210987654321");
        const shared = { ServerSideEncryption: "aws:kms", SSEKMSKeyId: foreign } as const;
        const under = (s3: SandboxClients["s3"]) =>
            s3.send(new PutObjectCommand({ ...object, ...shared, Body: "x" }));
        await under(admin().s3);
        expect(await errorOf(under(both.s3))).to.equal("AccessDenied");
        const lost = { ServerSideEncryption: "aws:kms", SSEKMSKeyId: `${arn}0` } as const;
        const put = admin().s3.send(new PutObjectCommand({ ...object, ...lost, Body: "x" }));
        expect(await errorOf(put)).to.equal("KMS.NotFoundException");
    });
});
