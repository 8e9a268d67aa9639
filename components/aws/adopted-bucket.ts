// A bucket that belongs to somebody else: looked at, never changed.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { UserError } from "../user-error.ts";
import { invokeFailure } from "./invoke-failure.ts";

/** Which bucket is wanted. */
export interface BucketQuery {
    readonly bucketName: pulumi.Input<string>;
    /** The Region that it has to be in. */
    readonly region: pulumi.Input<string>;
}

/** The bucket is not there, is in another Region, or may not be looked at. No stack trace is shown. */
export class AdoptedBucketError extends UserError {
    override readonly name = "AdoptedBucketError";
}

/**
 * The name of a bucket, once it is known to exist in its Region.
 *
 * @throws AdoptedBucketError (through the Output) when it does not
 */
export function lookUpBucket(query: BucketQuery, parent: pulumi.Resource): pulumi.Output<string> {
    return pulumi.all([query.bucketName, query.region]).apply(async ([bucket, region]) => {
        const found = await aws.s3
            .getBucket({ bucket, region }, { parent })
            .catch((error: unknown) => {
                throw new AdoptedBucketError(absence(bucket, region, error), { cause: error });
            });
        // Mocks of other people's programs often leave the Region out; AWS never does.
        const { bucketRegion } = found as Partial<aws.s3.GetBucketResult>;
        if (bucketRegion !== undefined && bucketRegion !== region) {
            throw new AdoptedBucketError(elsewhere(bucket, region, bucketRegion));
        }
        return bucket;
    });
}

function absence(bucket: string, region: string, error: unknown): string {
    return [
        `Expected the bucket ${bucket} in ${region}, because bucket.adopt says that it exists, but it could not be looked at: ${invokeFailure(error)}.`,
        `Look yourself: aws s3api head-bucket --bucket ${bucket} --region ${region}`,
        "Correct bucketName or region, let its owner allow s3:ListBucket, or leave bucket.adopt out to have the bucket made.",
    ].join("\n");
}

function elsewhere(bucket: string, region: string, at: string): string {
    return [
        `Expected the adopted bucket ${bucket} in ${region}, but it is in ${at}: Tempo would be sent to the wrong host.`,
        `Set region to ${at}, or adopt a bucket in ${region}.`,
    ].join("\n");
}
