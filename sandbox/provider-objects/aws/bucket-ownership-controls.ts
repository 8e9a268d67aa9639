/** `aws.s3.BucketOwnershipControls`. */
import {
    DeleteBucketOwnershipControlsCommand,
    GetBucketOwnershipControlsCommand,
    PutBucketOwnershipControlsCommand,
    type ObjectOwnership,
} from "@aws-sdk/client-s3";

import { asRecord } from "../wire-values.ts";
import { bucketSetting } from "./bucket-setting.ts";

const CHOICES: readonly string[] = [
    "BucketOwnerEnforced",
    "BucketOwnerPreferred",
    "ObjectWriter",
] satisfies ObjectOwnership[];

/** Who owns the objects. */
export const bucketOwnershipControls = bucketSetting({
    type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    title: "S3 Bucket Ownership Controls",
    inputs: {
        rule: {
            required: true,
            problem: (rule) => {
                const choice = asRecord(rule)["objectOwnership"];
                if (isOwnership(choice)) return undefined;
                return `expected rule.objectOwnership to be one of ${CHOICES.join(", ")}, got ${String(choice)}`;
            },
        },
    },
    missing: ["OwnershipControlsNotFoundError"],
    put: (client, bucket, inputs) => {
        const choice = asRecord(inputs["rule"])["objectOwnership"];
        const Rules = isOwnership(choice) ? [{ ObjectOwnership: choice }] : [];
        return client.send(
            new PutBucketOwnershipControlsCommand({ ...bucket, OwnershipControls: { Rules } }),
        );
    },
    get: async (client, bucket) => {
        const answer = await client.send(new GetBucketOwnershipControlsCommand(bucket));
        const rule = answer.OwnershipControls?.Rules?.[0];
        return rule && { rule: { objectOwnership: rule.ObjectOwnership } };
    },
    delete: (client, bucket) => client.send(new DeleteBucketOwnershipControlsCommand(bucket)),
});

function isOwnership(value: unknown): value is ObjectOwnership {
    return typeof value === "string" && CHOICES.includes(value);
}
