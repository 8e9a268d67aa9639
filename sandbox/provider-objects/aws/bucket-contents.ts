/** Empties a bucket: objects, all their versions, delete markers and unfinished uploads. */
import {
    AbortMultipartUploadCommand,
    DeleteObjectsCommand,
    ListMultipartUploadsCommand,
    ListObjectVersionsCommand,
    type ObjectIdentifier,
    type S3Client,
} from "@aws-sdk/client-s3";

import { attempt, attemptToFind } from "./failures.ts";

const MISSING = ["NoSuchBucket", "NotFound"];
/** Someone may still write: after this many passes over a bucket that does not get empty it is given up. */
const PASSES = 10;

/** AWS's longest page, and the most objects it deletes at once. */
const PAGE = 1000;

/** How to empty a bucket. */
export interface EmptyOptions {
    readonly signal?: AbortSignal | undefined;
    /** Entries listed, and deleted, at once. @default 1000 */
    readonly page?: number;
}

/** Deletes everything in the bucket; a bucket that is gone is empty. */
export async function emptyBucket(
    client: S3Client,
    bucket: string,
    options: EmptyOptions = {},
): Promise<void> {
    for (let pass = 0; pass < PASSES; pass++) {
        const deleted = await deleteVersions(client, bucket, options);
        if (deleted === 0) return abortUploads(client, bucket, options);
    }
    throw new Error(
        `emptying S3 Bucket (${bucket}): it still holds objects after ${PASSES} passes. Stop what writes to it and try again.`,
    );
}

async function deleteVersions(
    client: S3Client,
    Bucket: string,
    { signal, page: MaxKeys = PAGE }: EmptyOptions,
): Promise<number> {
    let deleted = 0;
    let marker: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
    for (;;) {
        signal?.throwIfAborted();
        const page = await attemptToFind(
            `listing the versions in S3 Bucket (${Bucket})`,
            MISSING,
            () => client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys, ...marker })),
        );
        if (page === undefined) return deleted;
        const found = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
        const identifiers = found.map(({ Key, VersionId }) => ({ Key, VersionId }));
        if (identifiers.length > 0) await deleteObjects(client, Bucket, identifiers);
        deleted += identifiers.length;
        if (page.IsTruncated !== true) return deleted;
        marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
}

async function deleteObjects(
    client: S3Client,
    Bucket: string,
    identifiers: readonly { Key?: string | undefined; VersionId?: string | undefined }[],
): Promise<void> {
    const Objects: ObjectIdentifier[] = identifiers.map(({ Key, VersionId }) => ({
        Key,
        ...(VersionId === undefined ? {} : { VersionId }),
    }));
    const answer = await attempt(`emptying S3 Bucket (${Bucket})`, () =>
        client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } })),
    );
    const refused = answer.Errors ?? [];
    const first = refused[0];
    if (first === undefined) return;
    throw new Error(
        `emptying S3 Bucket (${Bucket}): ${refused.length} of ${Objects.length} objects could not be deleted, first ${first.Key ?? "?"}: ${first.Code ?? "?"}: ${first.Message ?? "no message"}. Check the permissions and object locks.`,
    );
}

async function abortUploads(
    client: S3Client,
    Bucket: string,
    { signal, page: MaxUploads = PAGE }: EmptyOptions,
): Promise<void> {
    let marker: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {};
    for (;;) {
        signal?.throwIfAborted();
        const page = await attemptToFind(
            `listing the uploads to S3 Bucket (${Bucket})`,
            MISSING,
            () => client.send(new ListMultipartUploadsCommand({ Bucket, MaxUploads, ...marker })),
        );
        for (const { Key, UploadId } of page?.Uploads ?? []) {
            await attemptToFind(
                `aborting an upload to S3 Bucket (${Bucket})`,
                ["NoSuchUpload"],
                () => client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })),
            );
        }
        if (page?.IsTruncated !== true) return;
        marker = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
    }
}
