// How CloudWatch Logs finds, among a trail's events, those that an alarm is about.
import type { AlarmId } from "./alarms.ts";
import type { ExpectedCallers } from "./expected-callers.ts";
import type { Problem } from "../problems.ts";

/** What the filters are made of. */
export interface WatchedRole {
    /** The ARN of the role. */
    readonly roleArn: string;
    /** Who may take it. */
    readonly expected: ExpectedCallers;
}

/** The longest pattern that CloudWatch Logs takes. */
export const LONGEST_FILTER_PATTERN = 1024;

/** Codes of calls that were put off; all others are refusals. */
export const THROTTLING_CODES = ["*Throttl*", "RequestLimitExceeded", "TooManyRequests*"] as const;

/**
 * The pattern for one alarm. It asks for fields to be there or not to be there wherever `!=` alone would leave open what a
 * missing field means.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function metricFilterPattern(alarm: AlarmId, role: WatchedRole): string {
    return `{ ${PATTERNS[alarm](role)} }`;
}

/** What would keep CloudWatch Logs from taking a pattern. */
export function metricFilterProblems(pattern: string, path: string): Problem[] {
    if (pattern.length <= LONGEST_FILTER_PATTERN) {
        return [];
    }
    return [
        {
            path,
            expected: `a metric filter of at most ${LONGEST_FILTER_PATTERN} characters`,
            found: `${pattern.length} characters for those who may take the role`,
            remedy: "Trust fewer clusters with one role, or set watch.alarms to event-rule",
        },
    ];
}

const PATTERNS: Readonly<Record<AlarmId, (role: WatchedRole) => string>> = {
    "assume-role-failed": ({ roleArn }) =>
        all(
            ...webIdentityCall(roleArn),
            exists("errorCode"),
            ...THROTTLING_CODES.map((code) => differs("errorCode", code)),
        ),
    "assume-role-throttled": ({ roleArn }) =>
        all(
            ...webIdentityCall(roleArn),
            any(...THROTTLING_CODES.map((code) => equals("errorCode", code))),
        ),
    "trace-access-denied": ({ roleArn }) =>
        all(
            equals("eventSource", "s3.amazonaws.com"),
            equals("errorCode", "AccessDenied"),
            equals("userIdentity.sessionContext.sessionIssuer.arn", roleArn),
        ),
    "unexpected-subject": ({ roleArn, expected }) =>
        all(
            equals("eventSource", "sts.amazonaws.com"),
            equals("eventName", "AssumeRole*"),
            equals("requestParameters.roleArn", roleArn),
            missing("errorCode"),
            any(
                missing(SUBJECT),
                missing(PROVIDER),
                all(...expected.subjects.map((subject) => differs(SUBJECT, subject))),
                all(...expected.providerArns.map((arn) => differs(PROVIDER, arn))),
            ),
        ),
};

const SUBJECT = "userIdentity.userName";
const PROVIDER = "userIdentity.identityProvider";

function webIdentityCall(roleArn: string): string[] {
    return [
        equals("eventSource", "sts.amazonaws.com"),
        equals("eventName", "AssumeRoleWithWebIdentity"),
        equals("requestParameters.roleArn", roleArn),
    ];
}

function all(...conditions: readonly string[]): string {
    return conditions.join(" && ");
}

function any(...conditions: readonly string[]): string {
    return `(${conditions.map((condition) => `(${condition})`).join(" || ")})`;
}

function equals(field: string, value: string): string {
    return `($.${field} = "${value}")`;
}

function differs(field: string, value: string): string {
    return `($.${field} != "${value}")`;
}

function exists(field: string): string {
    return `($.${field} EXISTS)`;
}

function missing(field: string): string {
    return `($.${field} NOT EXISTS)`;
}
