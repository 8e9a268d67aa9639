/** Everything that is to be known of every bucket. */
import type { S3Client } from "@aws-sdk/client-s3";

/** One thing in an account and what it consists of. */
export interface Described {
    readonly arn: string;
    readonly content: unknown;
}

type S3Module = typeof import("@aws-sdk/client-s3");

/** Reads settings, objects, versions and unfinished uploads of all buckets. */
export async function describeBuckets(client: S3Client): Promise<Described[]> {
    const s3 = await import("@aws-sdk/client-s3");
    const { Buckets: buckets = [] } = await client.send(new s3.ListBucketsCommand({}));
    return Promise.all(
        buckets.map(async ({ Name: name = "", CreationDate: created, BucketRegion: region }) => ({
            arn: `arn:aws:s3:::${name}`,
            content: {
                ...{ created, region },
                settings: await settings(s3, client, name),
                versions: await versions(s3, client, name),
                uploads: await uploads(s3, client, name),
            },
        })),
    );
}

async function settings(s3: S3Module, client: S3Client, bucket: string): Promise<unknown[]> {
    const of = { Bucket: bucket };
    const asked = [
        client.send(new s3.GetBucketTaggingCommand(of)).then(({ TagSet }) => TagSet),
        client.send(new s3.GetBucketPolicyCommand(of)).then(({ Policy }) => Policy),
        client
            .send(new s3.GetBucketEncryptionCommand(of))
            .then((got) => got.ServerSideEncryptionConfiguration),
        client
            .send(new s3.GetPublicAccessBlockCommand(of))
            .then((got) => got.PublicAccessBlockConfiguration),
        client
            .send(new s3.GetBucketOwnershipControlsCommand(of))
            .then((got) => got.OwnershipControls),
        client.send(new s3.GetBucketLifecycleConfigurationCommand(of)).then(({ Rules }) => Rules),
        client.send(new s3.GetBucketVersioningCommand(of)).then(({ Status }) => Status),
        client
            .send(new s3.GetBucketReplicationCommand(of))
            .then((got) => got.ReplicationConfiguration),
        client.send(new s3.GetBucketLoggingCommand(of)).then((got) => got.LoggingEnabled),
        client
            .send(new s3.GetObjectLockConfigurationCommand(of))
            .then((got) => got.ObjectLockConfiguration),
        client
            .send(new s3.ListBucketIntelligentTieringConfigurationsCommand(of))
            .then((got) => got.IntelligentTieringConfigurationList),
    ];
    return Promise.all(asked.map(async (answer) => answer.catch(absent)));
}

/** S3 says 404 of a setting that was never made. */
function absent(reason: unknown): undefined {
    const status = (reason as { $metadata?: { httpStatusCode?: number } }).$metadata
        ?.httpStatusCode;
    if (status !== 404) throw reason;
    return undefined;
}

async function versions(s3: S3Module, client: S3Client, bucket: string): Promise<unknown[]> {
    const found: unknown[] = [];
    let next: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
    while (next !== undefined) {
        const page: import("@aws-sdk/client-s3").ListObjectVersionsCommandOutput =
            await client.send(new s3.ListObjectVersionsCommand({ Bucket: bucket, ...next }));
        for (const { Key, VersionId, ETag } of page.Versions ?? [])
            found.push([Key, VersionId, ETag]);
        for (const { Key, VersionId } of page.DeleteMarkers ?? []) found.push([Key, VersionId]);
        next =
            page.IsTruncated === true && page.NextKeyMarker !== undefined
                ? {
                      KeyMarker: page.NextKeyMarker,
                      ...(page.NextVersionIdMarker !== undefined && {
                          VersionIdMarker: page.NextVersionIdMarker,
                      }),
                  }
                : undefined;
    }
    return found;
}

async function uploads(s3: S3Module, client: S3Client, bucket: string): Promise<unknown[]> {
    const { Uploads = [] } = await client.send(
        new s3.ListMultipartUploadsCommand({ Bucket: bucket }),
    );
    return Uploads.map(({ Key, UploadId }) => [Key, UploadId]);
}
