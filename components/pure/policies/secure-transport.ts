// Refuses whatever is asked of a bucket without TLS: the statement that every bucket of ours has.
import type { Conditions, Statement } from "./statement.ts";

/** Refuses everything to everybody, on the bucket and on its objects, where the conditions hold. */
export function allDenied(bucketArn: string, Sid: string, Condition: Conditions): Statement {
    return {
        Sid,
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition,
    };
}

/** Refuses what comes without TLS. */
export function insecureTransportDenied(bucketArn: string): Statement {
    const condition = { Bool: { "aws:SecureTransport": "false" } };
    return allDenied(bucketArn, "DenyInsecureTransport", condition);
}
