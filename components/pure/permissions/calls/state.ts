// What Pulumi needs where a stack's state, and the key of its secrets, are in AWS.
import { callTable, type CallTable } from "../call.ts";

const ALWAYS = ["create", "read", "update", "delete", "look", "clear"] as const;

/** A backend in a bucket. */
export const STATE_BUCKET: CallTable = callTable(
    "s3",
    {
        caller: "Pulumi's state",
        source: "https://www.pulumi.com/docs/iac/concepts/state-and-backends/#aws-s3",
    },
    [
        { on: "bucket", phases: ALWAYS, asked: ["ListBucket"] },
        { on: "objects", phases: ALWAYS, asked: ["GetObject"] },
        { on: "objects", phases: ALWAYS, asked: ["DeleteObject", "PutObject"] },
    ],
);

/** The key of the state's secrets. */
export const STATE_KEY: CallTable = callTable(
    "kms",
    {
        caller: "Pulumi's secrets",
        source: "https://www.pulumi.com/docs/iac/concepts/secrets/#aws-key-management-service-kms",
    },
    [{ on: "key", phases: ALWAYS, asked: ["Decrypt", "Encrypt"] }],
);
