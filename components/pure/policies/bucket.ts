// What the bucket refuses to everybody: requests that are not encrypted on their way.
import type { PolicyDocument } from "./statement.ts";

/** The bucket's policy: TLS only. */
export function bucketPolicy({ bucketArn }: { readonly bucketArn: string }): PolicyDocument {
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
        ],
    };
}
