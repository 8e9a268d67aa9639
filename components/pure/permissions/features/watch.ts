// Alarms or rules, and the topic that they tell.
import { ALARMS } from "../../watching/alarms.ts";
import { alarmName, topicName } from "../../names/audit-names.ts";
import type { CallTable } from "../call.ts";
import {
    EVENT_RULE,
    EVENT_TARGET,
    METRIC_ALARM,
    METRIC_FILTER,
    SUBSCRIPTION,
    TOPIC,
    TOPIC_POLICY,
} from "../calls/watch.ts";
import { traceBucketName } from "../names.ts";
import { ANYTHING, at, type Need } from "../need.ts";
import type { PermissionSubject } from "../subject.ts";
import { logGroupPlace } from "./audit.ts";

/** Nothing where nothing watches in AWS. */
export function watchNeeds(subject: PermissionSubject): Need[] {
    const { watch, partition, region, accountId } = subject;
    if (watch.alarms === "none") return [];
    const bucket = traceBucketName(subject);
    const arnOf = (service: string, name: string): string =>
        `arn:${partition}:${service}:${region}:${accountId}:${name}`;
    const names = ALARMS.map(({ id }) => alarmName(bucket, id));
    const places = {
        alarms: at(...names.map((name) => arnOf("cloudwatch", `alarm:${name}`))),
        rules: at(...names.map((name) => arnOf("events", `rule/${name}`))),
        topic: at(arnOf("sns", topicName(bucket))),
        logGroup: logGroupPlace(subject),
        anything: at(...ANYTHING),
    };
    return tablesOf(subject).map((table) => ({ table, places }));
}

function tablesOf({ watch }: PermissionSubject): readonly CallTable[] {
    const sources =
        watch.alarms === "metric-filters"
            ? [METRIC_FILTER, METRIC_ALARM]
            : [EVENT_RULE, EVENT_TARGET];
    const topic =
        watch.topicArn === undefined
            ? [TOPIC, TOPIC_POLICY, ...(watch.email === undefined ? [] : [SUBSCRIPTION])]
            : [];
    return [...sources, ...topic];
}
