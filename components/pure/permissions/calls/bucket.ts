// What a bucket and its settings need, as the AWS provider calls S3.
import { callTable, providerSource, type CallTable } from "../call.ts";

const READ = ["create", "read", "update"] as const;

/** The bucket itself. A read asks for everything that a bucket can have, whether the stack sets it or not. */
export const BUCKET: CallTable = callTable(
    "s3",
    { caller: "aws:s3/bucket:Bucket", source: providerSource("s3/bucket.go") },
    [
        { on: "bucket", phases: ["create"], proven: ["CreateBucket"] },
        {
            on: "bucket",
            phases: READ,
            proven: ["ListBucket", "GetBucketTagging"],
            asked: [
                "GetAccelerateConfiguration",
                "GetBucketAcl",
                "GetBucketCORS",
                "GetBucketLocation",
                "GetBucketLogging",
                "GetBucketObjectLockConfiguration",
                "GetBucketPolicy",
                "GetBucketRequestPayment",
                "GetBucketVersioning",
                "GetBucketWebsite",
                "GetEncryptionConfiguration",
                "GetLifecycleConfiguration",
                "GetReplicationConfiguration",
                "ListTagsForResource",
            ],
        },
        {
            on: "bucket",
            phases: ["create", "update"],
            proven: ["PutBucketTagging"],
            asked: ["TagResource", "UntagResource"],
        },
        { on: "bucket", phases: ["delete"], proven: ["DeleteBucket"] },
    ],
);

/** Emptying a bucket before it is deleted: only of an ephemeral one. */
export const BUCKET_CONTENTS: CallTable = callTable(
    "s3",
    { caller: "aws:s3/bucket:Bucket", source: providerSource("s3/bucket.go") },
    [
        { on: "bucket", phases: ["delete"], proven: ["ListBucketVersions"] },
        {
            on: "objects",
            phases: ["delete"],
            proven: ["DeleteObject", "DeleteObjectVersion"],
        },
        // The provider leaves unfinished uploads to DeleteBucket; the sandbox aborts them.
        { on: "bucket", phases: ["delete"], proven: ["ListBucketMultipartUploads"] },
        { on: "objects", phases: ["delete"], proven: ["AbortMultipartUpload"] },
    ],
);

/** A bucket of somebody else's. */
export const GET_BUCKET: CallTable = callTable(
    "s3",
    {
        caller: "aws:s3/getBucket:getBucket",
        source: providerSource("s3/bucket_data_source.go"),
    },
    [{ on: "bucket", phases: READ, proven: ["ListBucket"] }],
);
