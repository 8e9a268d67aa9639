// What Tempo has to be allowed, and nothing else.

/** On the bucket itself. Tempo stops at its start when it may not list. */
export const BUCKET_ACTIONS = ["s3:ListBucket"] as const;

/**
 * On the objects in the bucket: what Tempo documents, and the abort that its S3 client sends when an upload fails.
 *
 * @see https://grafana.com/docs/tempo/latest/configuration/hosted-storage/s3/
 */
export const OBJECT_ACTIONS = [
    "s3:GetObject",
    "s3:PutObject",
    "s3:DeleteObject",
    "s3:AbortMultipartUpload",
    "s3:GetObjectTagging",
    "s3:PutObjectTagging",
] as const;

/** On the one key that encrypts the bucket, where there is one. */
export const KMS_ACTIONS = ["kms:Decrypt", "kms:GenerateDataKey"] as const;
