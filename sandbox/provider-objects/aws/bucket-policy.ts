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
    put: (client, Bucket, inputs) =>
        client.send(new PutBucketPolicyCommand({ Bucket, Policy: text(inputs, "policy") })),
    get: async (client, Bucket) => {
        const { Policy } = await client.send(new GetBucketPolicyCommand({ Bucket }));
        return Policy === undefined ? undefined : { policy: Policy };
    },
    delete: (client, Bucket) => client.send(new DeleteBucketPolicyCommand({ Bucket })),
});
