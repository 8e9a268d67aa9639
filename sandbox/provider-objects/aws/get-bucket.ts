/** `aws.s3.getBucket`. */
import { HeadBucketCommand } from "@aws-sdk/client-s3";

import type { AwsFunction } from "./aws-resource.ts";
import { bucketOutputs } from "./bucket.ts";
import { attemptToFind } from "./failures.ts";
import { regionOf } from "./region.ts";
import { text } from "./values.ts";

/** A bucket that exists already. */
export const getBucket: AwsFunction = {
    token: "aws:s3/getBucket:getBucket",
    inputs: ["bucket", "region"],
    call: async (context, inputs) => {
        const bucket = text(inputs, "bucket");
        const region = regionOf(context, inputs);
        const doing = `reading S3 Bucket (${bucket})`;
        const found = await attemptToFind(doing, ["NoSuchBucket", "NotFound"], () =>
            context.connection.s3(region).send(new HeadBucketCommand({ Bucket: bucket })),
        );
        if (found === undefined) {
            throw new Error(`${doing}: not found. Correct the name, or make the bucket first.`);
        }
        const outputs = bucketOutputs(bucket, found.BucketRegion ?? region);
        return { ...outputs, bucket, id: bucket, region, websiteDomain: "", websiteEndpoint: "" };
    },
};
