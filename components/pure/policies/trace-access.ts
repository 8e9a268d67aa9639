// What the role may do: list one bucket, handle its objects, use the one key that encrypts them.
import { BUCKET_ACTIONS, KMS_ACTIONS, OBJECT_ACTIONS } from "../actions.ts";
import { parseArn } from "../names/arn.ts";
import { objectsBelow } from "../names/object-prefix.ts";
import { PARTITIONS } from "../partition.ts";
import type { Conditions, PolicyDocument, Statement } from "./statement.ts";

/** What an access policy is made of. */
export interface TraceAccessPolicyArgs {
    /** The ARN of the bucket itself. */
    readonly bucketArn: string;
    /** The ARN of the objects in it. @default - those below the prefix, or all of the bucket's objects */
    readonly objectArn?: string | undefined;
    /** The part of the bucket that may be listed, without slashes at its ends. @default - the whole bucket */
    readonly prefix?: string | undefined;
    /** The ARN of the key that encrypts the bucket. @default - no key, and no right to any */
    readonly kmsKeyArn?: string | undefined;
}

/** The access policy of the role. */
export function traceAccessPolicy(args: TraceAccessPolicyArgs): PolicyDocument {
    const { bucketArn, prefix, kmsKeyArn } = args;
    const part = prefix === undefined ? "*" : `${objectsBelow(prefix)}*`;
    const { objectArn = `${bucketArn}/${part}` } = args;
    const statements: Statement[] = [
        {
            Sid: "ListTraceBucket",
            Effect: "Allow",
            Action: [...BUCKET_ACTIONS],
            Resource: bucketArn,
            ...(prefix === undefined ? {} : { Condition: { StringLike: { "s3:prefix": part } } }),
        },
        {
            Sid: "ReadAndWriteTraces",
            Effect: "Allow",
            Action: [...OBJECT_ACTIONS],
            Resource: objectArn,
        },
    ];
    if (kmsKeyArn !== undefined) {
        statements.push({
            Sid: "UseTraceKey",
            Effect: "Allow",
            Action: [...KMS_ACTIONS],
            Resource: kmsKeyArn,
            ...throughS3Only(kmsKeyArn),
        });
    }
    return { Version: "2012-10-17", Statement: statements };
}

// Tempo never calls KMS itself: S3 does on its behalf, in the Region that the key and the bucket share.
function throughS3Only(kmsKeyArn: string): { Condition?: Conditions } {
    const arn = parseArn(kmsKeyArn);
    const dnsSuffix = PARTITIONS.find(({ partition }) => partition === arn?.partition)?.dnsSuffix;
    if (arn === undefined || dnsSuffix === undefined) {
        return {};
    }
    const service = `s3.${arn.region}.${dnsSuffix}`;
    return { Condition: { StringEquals: { "kms:ViaService": service } } };
}
