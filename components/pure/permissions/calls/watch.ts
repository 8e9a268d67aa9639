// What alarms, rules and the topic that they tell need.
import { callTable, providerSource, type CallTable } from "../call.ts";

const READ = ["create", "read", "update"] as const;

/** A metric filter on the trail's log group. */
export const METRIC_FILTER: CallTable = callTable(
    "logs",
    {
        caller: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
        source: providerSource("logs/metric_filter.go"),
    },
    [
        { on: "logGroup", phases: ["create", "update"], proven: ["PutMetricFilter"] },
        { on: "logGroup", phases: READ, proven: ["DescribeMetricFilters"] },
        { on: "logGroup", phases: ["delete"], proven: ["DeleteMetricFilter"] },
    ],
);

/** An alarm. */
export const METRIC_ALARM: CallTable = callTable(
    "cloudwatch",
    {
        caller: "aws:cloudwatch/metricAlarm:MetricAlarm",
        source: providerSource("cloudwatch/metric_alarm.go"),
    },
    [
        { on: "alarms", phases: ["create", "update"], proven: ["PutMetricAlarm", "TagResource"] },
        { on: "alarms", phases: READ, proven: ["DescribeAlarms", "ListTagsForResource"] },
        { on: "alarms", phases: ["update"], proven: ["UntagResource"] },
        { on: "alarms", phases: ["delete"], proven: ["DeleteAlarms"] },
    ],
);

/** An EventBridge rule. */
export const EVENT_RULE: CallTable = callTable(
    "events",
    { caller: "aws:cloudwatch/eventRule:EventRule", source: providerSource("events/rule.go") },
    [
        { on: "rules", phases: ["create", "update"], proven: ["PutRule", "TagResource"] },
        { on: "rules", phases: READ, proven: ["DescribeRule", "ListTagsForResource"] },
        { on: "rules", phases: ["update"], proven: ["UntagResource"] },
        {
            on: "rules",
            phases: ["delete"],
            proven: ["DeleteRule"],
        },
    ],
);

/** What a rule tells. */
export const EVENT_TARGET: CallTable = callTable(
    "events",
    {
        caller: "aws:cloudwatch/eventTarget:EventTarget",
        source: providerSource("events/target.go"),
    },
    [
        { on: "rules", phases: ["create", "update"], proven: ["PutTargets"] },
        { on: "rules", phases: READ, proven: ["ListTargetsByRule"] },
        { on: "rules", phases: ["delete"], proven: ["RemoveTargets"] },
    ],
);

/** The topic. */
export const TOPIC: CallTable = callTable(
    "sns",
    { caller: "aws:sns/topic:Topic", source: providerSource("sns/topic.go") },
    [
        { on: "topic", phases: ["create"], proven: ["CreateTopic"] },
        { on: "topic", phases: ["create", "update"], proven: ["TagResource"] },
        { on: "topic", phases: READ, proven: ["GetTopicAttributes", "ListTagsForResource"] },
        { on: "topic", phases: ["update"], proven: ["UntagResource"] },
        { on: "topic", phases: ["create", "update"], asked: ["SetTopicAttributes"] },
        { on: "topic", phases: ["delete"], proven: ["DeleteTopic"] },
    ],
);

/** Its policy. */
export const TOPIC_POLICY: CallTable = callTable(
    "sns",
    { caller: "aws:sns/topicPolicy:TopicPolicy", source: providerSource("sns/topic_policy.go") },
    [
        {
            on: "topic",
            phases: ["create", "update", "delete"],
            proven: ["SetTopicAttributes"],
        },
        { on: "topic", phases: READ, proven: ["GetTopicAttributes"] },
    ],
);

/** Somebody who is written to. */
export const SUBSCRIPTION: CallTable = callTable(
    "sns",
    {
        caller: "aws:sns/topicSubscription:TopicSubscription",
        source: providerSource("sns/topic_subscription.go"),
    },
    [
        { on: "topic", phases: ["create"], proven: ["Subscribe"] },
        { on: "anything", phases: READ, proven: ["GetSubscriptionAttributes"] },
        { on: "anything", phases: ["delete"], proven: ["Unsubscribe"] },
    ],
);
