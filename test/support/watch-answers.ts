/** What the pretended cloud answers about trails, log groups, alarms, rules and topics. */

const ACCOUNT = "123456789012";

type Inputs = Readonly<Record<string, unknown>>;

/** By type: the id of a new resource, and what it tells beyond its inputs. */
export const WATCH_ANSWERS = {
    "aws:cloudtrail/trail:Trail": {
        id: (inputs: Inputs) => arn("cloudtrail", inputs, "trail/"),
        computed: (inputs: Inputs) => ({ arn: arn("cloudtrail", inputs, "trail/") }),
    },
    "aws:cloudwatch/logGroup:LogGroup": {
        id: ({ name }: Inputs) => String(name),
        computed: (inputs: Inputs) => ({ arn: arn("logs", inputs, "log-group:") }),
    },
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": { id: ({ name }: Inputs) => String(name) },
    "aws:cloudwatch/metricAlarm:MetricAlarm": {
        id: ({ name }: Inputs) => String(name),
        computed: (inputs: Inputs) => ({ arn: arn("cloudwatch", inputs, "alarm:") }),
    },
    "aws:cloudwatch/eventRule:EventRule": {
        id: ({ name }: Inputs) => String(name),
        computed: (inputs: Inputs) => ({ arn: arn("events", inputs, "rule/") }),
    },
    "aws:cloudwatch/eventTarget:EventTarget": {
        id: ({ rule, targetId }: Inputs) => `${String(rule)}-${String(targetId)}`,
    },
    "aws:sns/topic:Topic": {
        id: (inputs: Inputs) => arn("sns", inputs, ""),
        computed: (inputs: Inputs) => ({ arn: arn("sns", inputs, "") }),
    },
    "aws:sns/topicPolicy:TopicPolicy": { id: (inputs: Inputs) => String(inputs["arn"]) },
    "aws:sns/topicSubscription:TopicSubscription": {
        id: ({ topic }: Inputs) => `${String(topic)}:subscription`,
    },
};

function arn(service: string, { region, name }: Inputs, before: string): string {
    return `arn:aws:${service}:${String(region)}:${ACCOUNT}:${before}${String(name)}`;
}
