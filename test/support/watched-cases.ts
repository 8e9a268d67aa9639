/** What can happen to a role and its bucket, as CloudTrail records it, and who is told of it. */
import type { AlarmId } from "../../components/pure/watching/alarms.ts";
import type { WatchedRole } from "../../components/pure/watching/metric-filters.ts";
import {
    objectCall,
    plainAssumeRole,
    PROVIDER,
    ROLE,
    SUBJECTS,
    webIdentityCall,
} from "./trail-events.ts";

/** The role of the cases. */
export const WATCHED: WatchedRole = {
    roleArn: ROLE,
    expected: { subjects: SUBJECTS, providerArns: [PROVIDER] },
};
const OTHER_ROLE = `${ROLE}-2`;
const STRANGER = "system:serviceaccount:elsewhere:tempo-tmstack";

/** One event. */
export interface WatchedCase {
    readonly what: string;
    readonly event: Record<string, unknown>;
    readonly caught: readonly AlarmId[];
}

/** Events, and which alarms are about them. */
export const WATCHED_CASES: readonly WatchedCase[] = [
    { what: "the role taken by a service account", event: webIdentityCall(), caught: [] },
    {
        what: "the role taken by the other service account",
        event: webIdentityCall({ subject: SUBJECTS[1] }),
        caught: [],
    },
    ...["AccessDenied", "InvalidIdentityToken", "ExpiredTokenException"].map((errorCode) => ({
        what: `the role refused with ${errorCode}`,
        event: webIdentityCall({ errorCode }),
        caught: ["assume-role-failed" as const],
    })),
    {
        what: "the role refused to a stranger",
        event: webIdentityCall({ errorCode: "AccessDenied", subject: STRANGER }),
        caught: ["assume-role-failed"],
    },
    ...[
        "Throttling",
        "ThrottlingException",
        "RequestLimitExceeded",
        "TooManyRequestsException",
    ].map((errorCode) => ({
        what: `the role put off with ${errorCode}`,
        event: webIdentityCall({ errorCode }),
        caught: ["assume-role-throttled" as const],
    })),
    {
        what: "another role refused",
        event: webIdentityCall({ errorCode: "AccessDenied", role: OTHER_ROLE }),
        caught: [],
    },
    {
        what: "another role put off",
        event: webIdentityCall({ errorCode: "Throttling", role: OTHER_ROLE }),
        caught: [],
    },
    {
        what: "the role taken by a stranger",
        event: webIdentityCall({ subject: STRANGER }),
        caught: ["unexpected-subject"],
    },
    {
        what: "the role taken by the same name from another cluster",
        event: webIdentityCall({ provider: `${PROVIDER}d` }),
        caught: ["unexpected-subject"],
    },
    {
        what: "the role taken without a token",
        event: plainAssumeRole(),
        caught: ["unexpected-subject"],
    },
    {
        what: "the role taken by somebody without a name",
        event: { ...webIdentityCall(), userIdentity: { type: "AWSService" } },
        caught: ["unexpected-subject"],
    },
    ...[{ identityProvider: PROVIDER }, { userName: SUBJECTS[0] }].map((half) => ({
        what: `the role taken by somebody of whom only ${Object.keys(half).join()} is known`,
        event: { ...webIdentityCall(), userIdentity: { type: "WebIdentityUser", ...half } },
        caught: ["unexpected-subject" as const],
    })),
    { what: "another role taken by a stranger", event: plainAssumeRole(OTHER_ROLE), caught: [] },
    {
        what: "another role taken with a token",
        event: webIdentityCall({ subject: STRANGER, role: OTHER_ROLE }),
        caught: [],
    },
    { what: "an object written with the role", event: objectCall(), caught: [] },
    {
        what: "an object refused to the role",
        event: objectCall({ errorCode: "AccessDenied" }),
        caught: ["trace-access-denied"],
    },
    {
        what: "a listing refused to the role",
        event: objectCall({ errorCode: "AccessDenied", eventName: "ListObjects" }),
        caught: ["trace-access-denied"],
    },
    {
        what: "an object that is not there",
        event: objectCall({ errorCode: "NoSuchKey", eventName: "GetObject" }),
        caught: [],
    },
    {
        what: "an object refused to another role",
        event: objectCall({ errorCode: "AccessDenied", role: OTHER_ROLE }),
        caught: [],
    },
];
