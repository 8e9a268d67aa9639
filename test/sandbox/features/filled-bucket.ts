/** A bucket with everything in it that has to go first: objects, versions, a delete marker, an unfinished upload. */
import type { S3Client } from "@aws-sdk/client-s3";

/** Fills it. */
export async function fillBucket(s3: S3Client, Bucket: string): Promise<void> {
    const sdk = await import("@aws-sdk/client-s3");
    await s3.send(new sdk.PutObjectCommand({ Bucket, Key: "old", Body: "1" }));
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await s3.send(new sdk.PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    for (const Body of ["1", "2"]) {
        await s3.send(new sdk.PutObjectCommand({ Bucket, Key: "new", Body }));
    }
    await s3.send(new sdk.DeleteObjectCommand({ Bucket, Key: "new" }));
    await s3.send(new sdk.CreateMultipartUploadCommand({ Bucket, Key: "unfinished" }));
}
