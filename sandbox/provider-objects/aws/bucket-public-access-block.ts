/** `aws.s3.BucketPublicAccessBlock`. */
import {
    DeletePublicAccessBlockCommand,
    GetPublicAccessBlockCommand,
    PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";

import { bucketSetting } from "./bucket-setting.ts";
import { flag } from "./values.ts";

const OFF = { defaultValue: false };

/** The four switches; one that is not given is off, as in the real provider. */
export const bucketPublicAccessBlock = bucketSetting({
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    title: "S3 Bucket Public Access Block",
    inputs: {
        blockPublicAcls: OFF,
        blockPublicPolicy: OFF,
        ignorePublicAcls: OFF,
        restrictPublicBuckets: OFF,
        skipDestroy: OFF,
    },
    missing: ["NoSuchPublicAccessBlockConfiguration"],
    put: (client, bucket, inputs) =>
        client.send(
            new PutPublicAccessBlockCommand({
                ...bucket,
                PublicAccessBlockConfiguration: {
                    BlockPublicAcls: flag(inputs, "blockPublicAcls"),
                    BlockPublicPolicy: flag(inputs, "blockPublicPolicy"),
                    IgnorePublicAcls: flag(inputs, "ignorePublicAcls"),
                    RestrictPublicBuckets: flag(inputs, "restrictPublicBuckets"),
                },
            }),
        ),
    get: async (client, bucket) => {
        const answer = await client.send(new GetPublicAccessBlockCommand(bucket));
        const found = answer.PublicAccessBlockConfiguration;
        return (
            found && {
                blockPublicAcls: found.BlockPublicAcls ?? false,
                blockPublicPolicy: found.BlockPublicPolicy ?? false,
                ignorePublicAcls: found.IgnorePublicAcls ?? false,
                restrictPublicBuckets: found.RestrictPublicBuckets ?? false,
            }
        );
    },
    delete: async (client, bucket, state) => {
        if (!flag(state, "skipDestroy")) {
            await client.send(new DeletePublicAccessBlockCommand(bucket));
        }
    },
});
