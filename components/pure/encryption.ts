// Which keys encrypt the bucket: one decision, taken once, from all that is said about keys.
import type { EncryptionType } from "./options/encryption.ts";

/** Whose key encrypts: one of S3 itself, one that exists, or one that the stack makes. */
export type KeySource = "s3" | "shared" | "stack";

/** All that is said about keys. */
export interface KeyWishes {
    readonly type?: EncryptionType | undefined;
    /** What a key of the stack would be like. */
    readonly key?: unknown;
    /** The ARN of a key that exists, whatever it is now or later. */
    readonly kmsKeyArn?: unknown;
}

/** Whose key encrypts. Contradictions are refused elsewhere; here a shared key goes before one of the stack. */
export function keySource({ type, key, kmsKeyArn }: KeyWishes): KeySource {
    if (type === "sse-s3") {
        return "s3";
    }
    if (kmsKeyArn !== undefined) {
        return "shared";
    }
    return key === undefined ? "s3" : "stack";
}

/** How the bucket encrypts, as S3 calls it; `aws:kms` always with one key, by its whole ARN. */
export type BucketEncryption =
    { readonly algorithm: "AES256" } | { readonly algorithm: "aws:kms"; readonly keyArn: string };

/** How a bucket with this key, or without one, encrypts. */
export function bucketEncryption(keyArn: string | undefined): BucketEncryption {
    return keyArn === undefined ? { algorithm: "AES256" } : { algorithm: "aws:kms", keyArn };
}
