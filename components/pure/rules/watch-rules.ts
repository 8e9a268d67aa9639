// In what the options of `watch` contradict others.
import { describeValue, type Problem } from "../problems.ts";
import { otherRegion } from "./audit-rules.ts";
import type { FeatureRule } from "./features.ts";

/** The rules of this group. */
export const WATCH_RULES: readonly FeatureRule[] = [
    filtersHaveALogGroup,
    filtersAreWhereTheTrailIs,
    somebodyTells,
    topicIsOneOfTwo,
    topicIsReachable,
    keyIsInRegion,
];

type Given = Parameters<FeatureRule>[0];

function filtersHaveALogGroup({ audit, watch }: Given): Problem[] {
    if (watch?.alarms !== "metric-filters" || audit === undefined) {
        return [];
    }
    if (audit.trail === "stack" || audit.logGroup !== undefined) {
        return [];
    }
    const none = audit.trail === "none";
    return [
        {
            path: "watch.alarms",
            expected: "a trail that writes to a log group, for metric-filters look at one",
            found: none ? "audit.trail none" : "audit.trail existing without audit.logGroup",
            remedy: none
                ? "Set audit.trail to stack or existing, or watch.alarms to event-rule"
                : "Set audit.logGroup to the trail's log group, or watch.alarms to event-rule",
        },
    ];
}

// A log group is in the Region of its trail, and so must its metric filters and their alarms be.
function filtersAreWhereTheTrailIs({ audit, watch, region }: Given): Problem[] {
    if (watch?.alarms !== "metric-filters" || audit?.trail !== "existing") {
        return [];
    }
    return otherRegion(audit.trailArn, "audit.trailArn", region, {
        what: "a trail",
        why: "its log group is in its own Region, and metric filters are made in the stack's; or set watch.alarms to event-rule",
    });
}

function somebodyTells({ watch }: Given): Problem[] {
    if (watch?.alarms !== "none") {
        return [];
    }
    return (["topicArn", "email", "kmsKeyArn"] as const)
        .filter((option) => watch[option] !== undefined)
        .map((option) => ({
            path: `watch.${option}`,
            expected: `no ${option}, for watch.alarms is none`,
            found: describeValue(watch[option]),
            remedy: "Leave it out, or set watch.alarms to metric-filters or event-rule",
        }));
}

function topicIsOneOfTwo({ watch }: Given): Problem[] {
    if (watch?.topicArn === undefined || watch.alarms === "none") {
        return [];
    }
    return (["email", "kmsKeyArn"] as const)
        .filter((option) => watch[option] !== undefined)
        .map((option) => ({
            path: `watch.${option}`,
            expected: `no ${option} beside watch.topicArn, for that topic is somebody else's`,
            found: describeValue(watch[option]),
            remedy: `Leave out either; who owns the topic sets its ${option === "email" ? "subscriptions" : "key"}`,
        }));
}

function topicIsReachable({ watch, region }: Given): Problem[] {
    const topic = watch?.topicArn;
    const elsewhere = otherRegion(topic, "watch.topicArn", region, {
        what: "a topic",
        why: "alarms and rules tell topics of their own Region only",
    });
    if (typeof topic !== "string" || !topic.endsWith(".fifo")) {
        return elsewhere;
    }
    const remedy = "Take a standard topic: rules cannot tell a FIFO topic";
    const path = "watch.topicArn";
    return [
        ...elsewhere,
        { path, expected: "a standard topic", found: describeValue(topic), remedy },
    ];
}

function keyIsInRegion({ watch, region }: Given): Problem[] {
    return otherRegion(watch?.kmsKeyArn, "watch.kmsKeyArn", region, {
        what: "a key",
        why: "a topic takes a key of its own Region only",
    });
}
