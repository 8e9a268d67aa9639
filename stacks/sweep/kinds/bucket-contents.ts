// Empties a bucket: objects, all their versions, delete markers and unfinished uploads.
import type { ObjectIdentifier, S3Client } from "@aws-sdk/client-s3";

import { type AwsAccess, unlessAbsent } from "../aws-access.ts";

/** Which bucket, and whose it has to be. */
export interface BucketOf {
    readonly Bucket: string;
    readonly ExpectedBucketOwner?: string;
}

// Someone may still write: a bucket that does not get empty is given up after so many passes.
const MOST_PASSES = 10;

/**
 * Deletes all that is in a bucket.
 *
 * @throws Error when S3 refuses, or when the bucket does not get empty
 */
export async function emptyBucket(aws: AwsAccess, s3: S3Client, bucket: BucketOf): Promise<void> {
    for (let pass = 0; pass < MOST_PASSES; pass += 1) {
        if ((await deleteVersions(aws, s3, bucket)) === 0) {
            return abortUploads(aws, s3, bucket);
        }
    }
    throw new Error(
        `it still holds objects after ${MOST_PASSES} passes: stop what writes to it, and sweep again`,
    );
}

async function deleteVersions(aws: AwsAccess, s3: S3Client, bucket: BucketOf): Promise<number> {
    const { ListObjectVersionsCommand } = await import("@aws-sdk/client-s3");
    let deleted = 0;
    let marker: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
    for (;;) {
        const command = new ListObjectVersionsCommand({ ...bucket, ...marker });
        const page = await unlessAbsent(aws.ask((options) => s3.send(command, options)));
        const found = [...(page?.Versions ?? []), ...(page?.DeleteMarkers ?? [])];
        await deleteObjects(aws, s3, bucket, found);
        deleted += found.length;
        if (page?.IsTruncated !== true) {
            return deleted;
        }
        marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
}

async function deleteObjects(
    aws: AwsAccess,
    s3: S3Client,
    bucket: BucketOf,
    versions: readonly { Key?: string | undefined; VersionId?: string | undefined }[],
): Promise<void> {
    const { DeleteObjectsCommand } = await import("@aws-sdk/client-s3");
    const Objects = versions.map(({ Key, VersionId }): ObjectIdentifier => ({
        Key,
        ...(VersionId === undefined ? {} : { VersionId }),
    }));
    if (Objects.length === 0) {
        return;
    }
    const command = new DeleteObjectsCommand({ ...bucket, Delete: { Objects, Quiet: true } });
    const { Errors: refused = [] } = await aws.ask((options) => s3.send(command, options));
    const [first] = refused;
    if (first !== undefined) {
        const { Key = "?", Code = "?", Message = "no message" } = first;
        throw new Error(
            `${refused.length} of ${Objects.length} objects could not be deleted, first ${Key}: ${Code}: ${Message}`,
        );
    }
}

async function abortUploads(aws: AwsAccess, s3: S3Client, bucket: BucketOf): Promise<void> {
    const { AbortMultipartUploadCommand, ListMultipartUploadsCommand } =
        await import("@aws-sdk/client-s3");
    let marker: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {};
    for (;;) {
        const list = new ListMultipartUploadsCommand({ ...bucket, ...marker });
        const page = await unlessAbsent(aws.ask((options) => s3.send(list, options)));
        for (const { Key, UploadId } of page?.Uploads ?? []) {
            const command = new AbortMultipartUploadCommand({ ...bucket, Key, UploadId });
            await unlessAbsent(aws.ask((options) => s3.send(command, options)));
        }
        if (page?.IsTruncated !== true) {
            return;
        }
        marker = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
    }
}
