/** `aws.s3.BucketVersioning`. */
import {
    GetBucketVersioningCommand,
    PutBucketVersioningCommand,
    type BucketVersioningStatus,
    type MFADelete,
} from "@aws-sdk/client-s3";

import { asRecord } from "../wire-values.ts";
import { bucketSetting, OWNER_RULE } from "./bucket-setting.ts";
import { isCode } from "./failures.ts";
import { optionalText } from "./values.ts";

/** A bucket that never had versions; AWS has no word for it. */
const NEVER = "Disabled";
const STATUSES: readonly unknown[] = ["Enabled", "Suspended", NEVER];
const CONFIGURATION = "versioningConfiguration";

/** Whether S3 keeps what is overwritten; deleting it suspends the versions and removes none. */
export const bucketVersioning = bucketSetting({
    type: "aws:s3/bucketVersioning:BucketVersioning",
    title: "S3 Bucket Versioning",
    inputs: {
        expectedBucketOwner: OWNER_RULE,
        mfa: {},
        [CONFIGURATION]: {
            required: true,
            filledIn: true,
            problem: (value) => {
                const status = asRecord(value)["status"];
                if (STATUSES.includes(status)) return undefined;
                return `expected ${CONFIGURATION}.status to be one of ${STATUSES.join(", ")}, got ${String(status)}`;
            },
        },
    },
    missing: [],
    put: async (client, bucket, inputs) => {
        const { status, mfaDelete } = asRecord(inputs[CONFIGURATION]);
        const current = await client.send(new GetBucketVersioningCommand(bucket));
        if (status === NEVER) {
            if (current.Status === undefined) return;
            throw new Error(
                `${CONFIGURATION}.status cannot go back from ${current.Status} to ${NEVER}. Set it to Suspended.`,
            );
        }
        const mfa = optionalText(inputs, "mfa");
        await client.send(
            new PutBucketVersioningCommand({
                ...bucket,
                ...(mfa === undefined ? {} : { MFA: mfa }),
                VersioningConfiguration: {
                    ...(isStatus(status) ? { Status: status } : {}),
                    ...(isMfaDelete(mfaDelete) ? { MFADelete: mfaDelete } : {}),
                },
            }),
        );
    },
    get: async (client, bucket) => {
        const { Status = NEVER, MFADelete } = await client.send(
            new GetBucketVersioningCommand(bucket),
        );
        const mfa = MFADelete === undefined ? {} : { mfaDelete: MFADelete };
        return { [CONFIGURATION]: { status: Status, ...mfa } };
    },
    delete: async (client, bucket, state) => {
        if (asRecord(state[CONFIGURATION])["status"] === NEVER) return;
        try {
            await client.send(
                new PutBucketVersioningCommand({
                    ...bucket,
                    VersioningConfiguration: { Status: "Suspended" },
                }),
            );
        } catch (error) {
            // Object Lock holds on to the versions for as long as there is the bucket.
            const locked = error instanceof Error && error.message.includes("Object Lock");
            if (!locked || !isCode(error, "InvalidBucketState")) throw error;
        }
    },
});

function isStatus(value: unknown): value is BucketVersioningStatus {
    return value === "Enabled" || value === "Suspended";
}

function isMfaDelete(value: unknown): value is MFADelete {
    return value === "Enabled" || value === "Disabled";
}
