/** `aws.s3.BucketLogging`. */
import {
    GetBucketLoggingCommand,
    PutBucketLoggingCommand,
    type TargetObjectKeyFormat,
} from "@aws-sdk/client-s3";

import { asRecord } from "../wire-values.ts";
import { fromApi, toApi, unknownMember, type Shape } from "./api-names.ts";
import { bucketSetting, OWNER_RULE } from "./bucket-setting.ts";
import { text } from "./values.ts";

const KEY_FORMAT: Shape = {
    partitionedPrefix: ["PartitionedPrefix", { partitionDateSource: ["PartitionDateSource"] }],
    simplePrefix: ["SimplePrefix", {}],
};

/** Where a bucket's access logs go. */
export const bucketLogging = bucketSetting({
    type: "aws:s3/bucketLogging:BucketLogging",
    title: "S3 Bucket Logging",
    inputs: {
        expectedBucketOwner: OWNER_RULE,
        targetBucket: { required: true },
        targetObjectKeyFormat: {
            problem: (format) => {
                const member = unknownMember(format, KEY_FORMAT, "targetObjectKeyFormat");
                return member && `the sandbox does not know ${member}`;
            },
        },
        targetPrefix: { required: true },
    },
    missing: [],
    put: (client, bucket, inputs) => {
        const format = inputs["targetObjectKeyFormat"];
        return client.send(
            new PutBucketLoggingCommand({
                ...bucket,
                BucketLoggingStatus: {
                    LoggingEnabled: {
                        TargetBucket: text(inputs, "targetBucket"),
                        TargetPrefix: text(inputs, "targetPrefix"),
                        ...(format === undefined
                            ? {}
                            : { TargetObjectKeyFormat: toKeyFormat(format) }),
                    },
                },
            }),
        );
    },
    get: async (client, bucket) => {
        const { LoggingEnabled: found } = await client.send(new GetBucketLoggingCommand(bucket));
        if (found === undefined) return undefined;
        const format = found.TargetObjectKeyFormat;
        return {
            targetBucket: found.TargetBucket,
            targetPrefix: found.TargetPrefix ?? "",
            ...(format === undefined ? {} : { targetObjectKeyFormat: fromApi(format, KEY_FORMAT) }),
        };
    },
    delete: (client, bucket) =>
        client.send(new PutBucketLoggingCommand({ ...bucket, BucketLoggingStatus: {} })),
});

function toKeyFormat(format: unknown): TargetObjectKeyFormat {
    return asRecord(toApi(format, KEY_FORMAT));
}
