// What the bucket refuses to everybody, whatever a role allows.
import type { BucketEncryption } from "../encryption.ts";
import type { MinimumTls } from "../options/bucket.ts";
import { elsewhereDenied, type Origins } from "./origins.ts";
import { allDenied, insecureTransportDenied } from "./secure-transport.ts";
import type { PolicyDocument } from "./statement.ts";
import { otherEncryptionDenied } from "./upload-encryption.ts";

/** What a bucket's policy is made of. */
export interface BucketPolicyArgs {
    /** The ARN of the bucket itself. */
    readonly bucketArn: string;
    /** The only encryption that uploads may ask for. @default - they may ask for any */
    readonly encryption?: BucketEncryption | undefined;
    /** The oldest TLS that is answered to. @default - what S3 itself takes */
    readonly minimumTls?: MinimumTls | undefined;
    /** Whence objects may be used. @default - from everywhere */
    readonly origins?: Origins | undefined;
}

/** The bucket's policy: TLS only, and what else it is told to refuse. */
export function bucketPolicy(args: BucketPolicyArgs): PolicyDocument {
    const { bucketArn, encryption, minimumTls, origins } = args;
    return {
        Version: "2012-10-17",
        Statement: [
            insecureTransportDenied(bucketArn),
            ...(minimumTls === undefined
                ? []
                : [
                      allDenied(bucketArn, "DenyOlderTls", {
                          NumericLessThan: { "s3:TlsVersion": minimumTls },
                      }),
                  ]),
            ...(encryption === undefined ? [] : otherEncryptionDenied(bucketArn, encryption)),
            ...(origins === undefined ? [] : elsewhereDenied(bucketArn, origins)),
        ],
    };
}
