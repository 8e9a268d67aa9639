// Whose a bucket has to be before anything is written to it: a name that is free again may be anybody's.
import { parseArn } from "../../components/pure/names/arn.ts";

/** The account of bucket and role; undefined for an adopted bucket, which may be of another. */
export function bucketOwner(of: { readonly roleArn: string; readonly isAdopted: boolean }): {
    readonly bucketOwner?: string;
} {
    const accountId = of.isAdopted ? undefined : parseArn(of.roleArn)?.accountId;
    return accountId === undefined ? {} : { bucketOwner: accountId };
}

/** A bucket in a call to S3, and whose it has to be where that is known. */
export function ownedBucket(
    Bucket: string,
    owner: string | undefined,
): { readonly Bucket: string; readonly ExpectedBucketOwner?: string } {
    return owner === undefined ? { Bucket } : { Bucket, ExpectedBucketOwner: owner };
}
