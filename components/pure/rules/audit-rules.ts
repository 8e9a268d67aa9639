// In what the options of `audit` contradict others.
import { parseArn } from "../names/arn.ts";
import { auditNames } from "../names/audit-names.ts";
import { LOG_DAYS, type Audit } from "../options/audit.ts";
import { describeValue, type Problem } from "../problems.ts";
import type { FeatureRule } from "./features.ts";

/** The rules of this group. */
export const AUDIT_RULES: readonly FeatureRule[] = [
    trailIsNamed,
    nothingIsForNothing,
    logDaysAreKnown,
    logBucketIsAnother,
    keyIsInRegion,
];

function trailIsNamed({ audit }: Parameters<FeatureRule>[0]): Problem[] {
    if (audit?.trail !== "existing" || audit.trailArn !== undefined) {
        return [];
    }
    return [
        {
            path: "audit.trailArn",
            expected: "the ARN of the trail, for audit.trail is existing",
            found: describeValue(undefined),
            remedy: "Give it: `aws cloudtrail describe-trails` tells it",
        },
    ];
}

// An option that nothing uses is mostly a mistake about another one.
function nothingIsForNothing({ audit }: Parameters<FeatureRule>[0]): Problem[] {
    if (audit === undefined) {
        return [];
    }
    return UNUSED[audit.trail]
        .filter((option) => audit[option] !== undefined)
        .map((option) => ({
            path: `audit.${option}`,
            expected: `no ${option}, for audit.trail is ${audit.trail}`,
            found: describeValue(audit[option]),
            remedy: `Leave it out, or set audit.trail to ${USER[option]}`,
        }));
}

type Optional = "trailArn" | "logBucketName" | "logGroup" | "kmsKeyArn";

const UNUSED: Readonly<Record<Audit["trail"], readonly Optional[]>> = {
    none: ["trailArn", "logBucketName", "logGroup", "kmsKeyArn"],
    stack: ["trailArn"],
    existing: ["logBucketName", "kmsKeyArn"],
};

const USER: Readonly<Record<Optional, string>> = {
    trailArn: "existing",
    logBucketName: "stack",
    logGroup: "stack",
    kmsKeyArn: "stack",
};

function logDaysAreKnown({ audit }: Parameters<FeatureRule>[0]): Problem[] {
    const days = audit?.logGroupDays;
    if (days === undefined || LOG_DAYS.some((known) => known === days)) {
        return [];
    }
    const next = LOG_DAYS.find((known) => known > days);
    return [
        {
            path: "audit.logGroupDays",
            expected: `days that CloudWatch knows: ${LOG_DAYS.join(", ")}`,
            found: describeValue(days),
            remedy: `Take ${next ?? LOG_DAYS[LOG_DAYS.length - 1] ?? days}`,
        },
    ];
}

// A trail that records its own bucket records every file that it writes, and so writes another one.
function logBucketIsAnother({ audit, bucketName }: Parameters<FeatureRule>[0]): Problem[] {
    const name = audit?.logBucketName;
    if (audit?.trail !== "stack" || typeof name !== "string" || name !== bucketName) {
        return [];
    }
    return [
        {
            path: "audit.logBucketName",
            expected: "another bucket than that of the traces",
            found: describeValue(name),
            remedy: `Take another name, such as ${auditNames(name).logBucket}`,
        },
    ];
}

function keyIsInRegion({ audit, region }: Parameters<FeatureRule>[0]): Problem[] {
    return otherRegion(audit?.kmsKeyArn, "audit.kmsKeyArn", region, {
        what: "a key",
        why: "bucket, log group and trail take a key of their own Region only",
    });
}

/** What is wrong when an ARN is of another Region than the stack. */
export function otherRegion(
    arn: unknown,
    path: string,
    region: string,
    { what, why }: { readonly what: string; readonly why: string },
): Problem[] {
    const found = typeof arn === "string" ? parseArn(arn)?.region : undefined;
    if (found === undefined || found === "" || found === region) {
        return [];
    }
    const expected = `${what} in ${region}`;
    return [{ path, expected, found: describeValue(arn), remedy: `Take one there: ${why}` }];
}
