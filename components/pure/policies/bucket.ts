// What the bucket refuses to everybody, whatever a role allows.
import type { BucketEncryption } from "../encryption.ts";
import { elsewhereDenied, type Origins } from "./origins.ts";
import type { PolicyDocument } from "./statement.ts";
import { otherEncryptionDenied } from "./upload-encryption.ts";

/** What a bucket's policy is made of. */
export interface BucketPolicyArgs {
    /** The ARN of the bucket itself. */
    readonly bucketArn: string;
    /** The only encryption that uploads may ask for. @default - they may ask for any */
    readonly encryption?: BucketEncryption | undefined;
    /** Whence objects may be used. @default - from everywhere */
    readonly origins?: Origins | undefined;
}

/** The bucket's policy: TLS only, and what else it is told to refuse. */
export function bucketPolicy({ bucketArn, encryption, origins }: BucketPolicyArgs): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "DenyInsecureTransport",
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: [bucketArn, `${bucketArn}/*`],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
            ...(encryption === undefined ? [] : otherEncryptionDenied(bucketArn, encryption)),
            ...(origins === undefined ? [] : elsewhereDenied(bucketArn, origins)),
        ],
    };
}
