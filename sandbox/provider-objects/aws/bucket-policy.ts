/** `aws.s3.BucketPolicy`. */
import {
    DeleteBucketPolicyCommand,
    GetBucketPolicyCommand,
    PutBucketPolicyCommand,
} from "@aws-sdk/client-s3";

import { bucketSetting } from "./bucket-setting.ts";
import { text } from "./values.ts";

/** The policy of a bucket; its form is checked here, because the emulator takes any text. */
export const bucketPolicy = bucketSetting({
    type: "aws:s3/bucketPolicy:BucketPolicy",
    title: "S3 Bucket Policy",
    inputs: { policy: { required: true, policy: true } },
    missing: ["NoSuchBucketPolicy"],
    put: (client, bucket, inputs) =>
        client.send(new PutBucketPolicyCommand({ ...bucket, Policy: text(inputs, "policy") })),
    get: async (client, bucket) => {
        const { Policy } = await client.send(new GetBucketPolicyCommand(bucket));
        return Policy === undefined ? undefined : { policy: Policy };
    },
    delete: (client, bucket) => client.send(new DeleteBucketPolicyCommand(bucket)),
});
