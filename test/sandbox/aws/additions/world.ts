/** An AWS sandbox with buckets, keys and guests, for what is added to the emulator. */
import {
    CreateAccessKeyCommand,
    CreateUserCommand,
    PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateKeyCommand } from "@aws-sdk/client-kms";
import { CreateBucketCommand, PutBucketVersioningCommand } from "@aws-sdk/client-s3";

import { sandboxClients, type SandboxClients } from "../../../../sandbox/aws/clients.ts";
import { freshName } from "../../../support/sandbox.ts";
import { IN_REGION, useAwsSandbox } from "../fixture.ts";

/** The sandbox's account. */
export const ACCOUNT = "123456789012";

/** A statement that allows everything in S3. */
export const ALL_OF_S3 = { Effect: "Allow", Action: "s3:*", Resource: "*" };

/** What the specs make things with. */
export interface World {
    readonly admin: () => SandboxClients;
    readonly bucket: (versions?: boolean) => Promise<string>;
    readonly version: (bucket: string, status: "Enabled" | "Suspended") => Promise<unknown>;
    /** One who is no administrator. */
    readonly guest: (...statements: object[]) => Promise<SandboxClients & { readonly arn: string }>;
    /** The ARN of a new key. */
    readonly key: () => Promise<string>;
}

/** Starts a sandbox before the tests of a suite and ends it after them. */
export function useWorld(): World {
    const sandbox = useAwsSandbox({ issuerKeys: async () => Promise.resolve({ keys: [] }) });
    const opened: SandboxClients[] = [];

    before(async () => {
        opened.push(await sandboxClients(sandbox()));
    });
    after(() => {
        for (const clients of opened) clients.close();
    });

    function admin(): SandboxClients {
        const [first] = opened;
        if (first === undefined) throw new Error("The world is used outside of a test.");
        return first;
    }

    function version(Bucket: string, Status: "Enabled" | "Suspended"): Promise<unknown> {
        return admin().s3.send(
            new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }),
        );
    }

    async function bucket(versions = false): Promise<string> {
        const Bucket = freshName("added");
        await admin().s3.send(new CreateBucketCommand({ Bucket, ...IN_REGION }));
        if (versions) await version(Bucket, "Enabled");
        return Bucket;
    }

    async function guest(...Statement: object[]): Promise<SandboxClients & { arn: string }> {
        const { iam } = admin();
        const UserName = freshName("guest");
        const { User } = await iam.send(new CreateUserCommand({ UserName }));
        const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
        await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "p", PolicyDocument }));
        const { AccessKey: made } = await iam.send(new CreateAccessKeyCommand({ UserName }));
        const clients = await sandboxClients(sandbox(), {
            credentials: {
                accessKeyId: made?.AccessKeyId ?? "",
                secretAccessKey: made?.SecretAccessKey ?? "",
            },
        });
        opened.push(clients);
        return { ...clients, arn: User?.Arn ?? "" };
    }

    async function key(): Promise<string> {
        const { KeyMetadata } = await admin().kms.send(new CreateKeyCommand({}));
        return KeyMetadata?.Arn ?? "";
    }

    return { admin, bucket, version, guest, key };
}
