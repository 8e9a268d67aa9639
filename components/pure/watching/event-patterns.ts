// How EventBridge finds, among the events that CloudTrail hands it, those that a rule is about.
import type { AlarmId } from "./alarms.ts";
import { THROTTLING_CODES, type WatchedRole } from "./metric-filters.ts";

/** Lists of values or matchers below the names of fields. */
export interface EventPattern {
    readonly [field: string]: EventPattern | readonly EventMatcher[] | readonly EventPattern[];
}

/** What a field may be. */
export type EventMatcher =
    | string
    | { readonly exists: boolean }
    | { readonly prefix: string }
    | { readonly wildcard: string }
    | { readonly "anything-but": { readonly wildcard: readonly string[] } };

/**
 * Whether a rule is given read-only management events too. Taking a role changes nothing: without it such calls could be held
 * back.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
export const RULE_STATE = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

/** The pattern for one alarm. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
export function eventPattern(alarm: AlarmId, role: WatchedRole): EventPattern {
    return {
        source: [alarm === "trace-access-denied" ? "aws.s3" : "aws.sts"],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: DETAILS[alarm](role),
    };
}

const DETAILS: Readonly<Record<AlarmId, (role: WatchedRole) => EventPattern>> = {
    "assume-role-failed": ({ roleArn }) => ({
        ...webIdentityCall(roleArn),
        errorCode: [noneOf(THROTTLING_CODES)],
    }),
    "assume-role-throttled": ({ roleArn }) => ({
        ...webIdentityCall(roleArn),
        errorCode: THROTTLING_CODES.map((wildcard) => ({ wildcard })),
    }),
    "trace-access-denied": ({ roleArn }) => ({
        eventSource: ["s3.amazonaws.com"],
        errorCode: ["AccessDenied"],
        userIdentity: { sessionContext: { sessionIssuer: { arn: [roleArn] } } },
    }),
    "unexpected-subject": ({ roleArn, expected }) => ({
        eventSource: ["sts.amazonaws.com"],
        eventName: [{ prefix: "AssumeRole" }],
        requestParameters: { roleArn: [roleArn] },
        errorCode: [{ exists: false }],
        $or: [
            { userIdentity: { userName: [{ exists: false }] } },
            { userIdentity: { userName: [noneOf(expected.subjects)] } },
            { userIdentity: { identityProvider: [{ exists: false }] } },
            { userIdentity: { identityProvider: [noneOf(expected.providerArns)] } },
        ],
    }),
};

function webIdentityCall(roleArn: string): EventPattern {
    return {
        eventSource: ["sts.amazonaws.com"],
        eventName: ["AssumeRoleWithWebIdentity"],
        requestParameters: { roleArn: [roleArn] },
    };
}

function noneOf(wildcard: readonly string[]): EventMatcher {
    return { "anything-but": { wildcard: [...wildcard] } };
}
