// Who did what: CloudTrail for the bucket and the role.
import { z } from "zod";

import { arnProblems } from "../names/arn.ts";
import { flag, oneOf, table, text, whole } from "../fields/fields.ts";
import { kmsKeyProblems } from "../names/kms-key.ts";
import { bucketNameProblems } from "../names/physical-names.ts";
import { logGroupProblems } from "../names/log-names.ts";

/** How long logs are kept in CloudWatch; the numbers that CloudWatch knows. */
export const LOG_DAYS = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    3288, 3653,
] as const;

/** The audit trail. */
export interface AuditOptions {
    /** `none`; `stack`: a trail of this stack, with the bucket's data events; `existing`: another trail already has them. @default "none" */
    readonly trail?: "none" | "stack" | "existing" | undefined;
    /** For `existing`: the ARN of that trail. */
    readonly trailArn?: string | undefined;
    /** For `stack`: whether it records all Regions: whoever holds a token may take the role in any of them. @default true */
    readonly allRegions?: boolean | undefined;
    /** For `stack`: the bucket for its files. @default - the trace bucket's name and `-audit`, cut and hashed where it would be too long */
    readonly logBucketName?: string | undefined;
    /** For `stack`: how long its files are kept, in days. @default 365 */
    readonly keepDays?: number | undefined;
    /** The CloudWatch log group that the trail writes to: made for `stack`, named for `existing`. @default - for `stack` /tempo-sts/<bucket> */
    readonly logGroup?: string | undefined;
    /** For `stack`: how long the log group keeps events, in days that CloudWatch knows. @default 90 */
    readonly logGroupDays?: number | undefined;
    /** For `stack`: the KMS key of files and log group; its policy must allow CloudTrail and CloudWatch Logs. @default - keys of S3 and CloudWatch */
    readonly kmsKeyArn?: string | undefined;
}

/** The options as they may be written. */
export const AUDIT = table({
    trail: oneOf(["none", "stack", "existing"]).default("none"),
    trailArn: text((value, path) =>
        arnProblems(value, path, { service: "cloudtrail", resourcePrefix: "trail/" }),
    ).optional(),
    allRegions: flag().default(true),
    logBucketName: text(bucketNameProblems).optional(),
    keepDays: whole("days", 1, 3650).default(365),
    logGroup: text(logGroupProblems).optional(),
    logGroupDays: whole("days", 1, 3653).default(90),
    kmsKeyArn: text((value, path) => kmsKeyProblems(value, path)).optional(),
});

/** The options with their defaults. */
export type Audit = z.output<typeof AUDIT>;
