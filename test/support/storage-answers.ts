/** What the pretended cloud answers about buckets and keys. */
import type { CallAnswers, ResourceAnswer } from "./answers.ts";

/** The key that the pretended cloud makes. */
export const STACK_KEY_ARN =
    "arn:aws:kms:us-east-2:123456789012:key/11111111-2222-3333-4444-555555555555";

const byBucket: ResourceAnswer = { id: ({ bucket }) => String(bucket) };

/** The settings of buckets, and keys, by type. */
export const STORAGE_ANSWERS: Readonly<Record<string, ResourceAnswer>> = {
    "aws:s3/bucketVersioning:BucketVersioning": byBucket,
    "aws:s3/bucketLogging:BucketLogging": byBucket,
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": byBucket,
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": byBucket,
    "aws:s3/bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration": {
        id: ({ bucket, name }) => `${String(bucket)}:${String(name)}`,
    },
    "aws:kms/key:Key": {
        id: () => keyId(),
        computed: () => ({ arn: STACK_KEY_ARN, keyId: keyId() }),
    },
    "aws:kms/alias:Alias": { id: ({ name }) => String(name) },
    "aws:kms/keyPolicy:KeyPolicy": { id: ({ keyId: id }) => String(id) },
};

/** The functions about buckets. */
export const STORAGE_CALLS: CallAnswers = {
    "aws:s3/getBucket:getBucket": ({ bucket, region }) => ({
        id: bucket,
        arn: `arn:aws:s3:::${String(bucket)}`,
        bucket,
        bucketRegion: region,
        region,
    }),
};

function keyId(): string {
    return STACK_KEY_ARN.replace(/^.*key\//, "");
}
