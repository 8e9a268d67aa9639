/** `aws.cloudwatch.MetricAlarm`. */
import {
    CloudWatchClient,
    DeleteAlarmsCommand,
    DescribeAlarmsCommand,
    ListTagsForResourceCommand,
    PutMetricAlarmCommand,
    TagResourceCommand,
    UntagResourceCommand,
    type MetricAlarm,
    type PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";

import { asRecord } from "../wire-values.ts";
import { fromApi, toApi, type Shape } from "./api-names.ts";
import type { AwsContext, AwsResource, InputRule, Plain } from "./aws-resource.ts";
import { attempt, attemptToFind } from "./failures.ts";
import { regionOf, REGION_RULE } from "./region.ts";
import { allTagMap, allTags, fromTags, tagChanges, TAGS_RULE, tagState } from "./tags.ts";
import { given, text } from "./values.ts";

const ALARM: Shape = {
    name: ["AlarmName"],
    alarmDescription: ["AlarmDescription"],
    actionsEnabled: ["ActionsEnabled"],
    alarmActions: ["AlarmActions"],
    okActions: ["OKActions"],
    insufficientDataActions: ["InsufficientDataActions"],
    namespace: ["Namespace"],
    metricName: ["MetricName"],
    statistic: ["Statistic"],
    period: ["Period"],
    evaluationPeriods: ["EvaluationPeriods"],
    datapointsToAlarm: ["DatapointsToAlarm"],
    comparisonOperator: ["ComparisonOperator"],
    threshold: ["Threshold"],
    treatMissingData: ["TreatMissingData"],
};

const SPECIAL: Readonly<Record<string, InputRule>> = {
    name: { immutable: true, autoname: { longest: 255 } },
    comparisonOperator: { required: true },
    actionsEnabled: { defaultValue: true },
    treatMissingData: { defaultValue: "missing" },
};

/** An alarm on one metric; its id is its name. */
export const metricAlarm: AwsResource = {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    inputs: {
        ...Object.fromEntries(Object.keys(ALARM).map((input) => [input, SPECIAL[input] ?? {}])),
        region: REGION_RULE,
        tags: TAGS_RULE,
    },
    create: async (context, inputs) => {
        const name = text(inputs, "name");
        await attempt(`creating ${TITLE} (${name})`, () => put(context, inputs, true));
        return { id: name, state: await outputs(context, name, inputs) };
    },
    read: async (context, id, old) => {
        const found = await find(context, id, old);
        if (found === undefined) return undefined;
        const client = cloudwatch(context, old);
        const tags = await attempt(`reading ${TITLE} (${id})`, () =>
            client.send(new ListTagsForResourceCommand({ ResourceARN: found.AlarmArn })),
        );
        return {
            ...liveAlarm(found),
            arn: found.AlarmArn,
            region: regionOf(context, old),
            ...tagState(context, fromTags(tags.Tags)),
        };
    },
    update: async (context, id, olds, news) => {
        await attempt(`updating ${TITLE} (${id})`, async () => {
            await put(context, news, false);
            const { set, remove } = tagChanges(allTagMap(context, olds), allTagMap(context, news));
            const ResourceARN = text(olds, "arn");
            const client = cloudwatch(context, news);
            if (remove.length > 0) {
                await client.send(new UntagResourceCommand({ ResourceARN, TagKeys: remove }));
            }
            if (set.length > 0) {
                await client.send(new TagResourceCommand({ ResourceARN, Tags: set }));
            }
        });
        return outputs(context, id, news);
    },
    delete: async (context, id, state) => {
        await attemptToFind(`deleting ${TITLE} (${id})`, ["ResourceNotFound"], () =>
            cloudwatch(context, state).send(new DeleteAlarmsCommand({ AlarmNames: [id] })),
        );
    },
};

const TITLE = "CloudWatch Metric Alarm";

async function put(context: AwsContext, inputs: Plain, tagged: boolean): Promise<void> {
    const request = asRecord(toApi(inputs, ALARM));
    await cloudwatch(context, inputs).send(
        new PutMetricAlarmCommand({
            ...request,
            ...(tagged ? { Tags: allTags(context, inputs) } : {}),
        } as PutMetricAlarmCommandInput),
    );
}

async function outputs(context: AwsContext, id: string, inputs: Plain): Promise<Plain> {
    const found = await find(context, id, inputs);
    const region = regionOf(context, inputs);
    return { ...inputs, arn: found?.AlarmArn, region, tagsAll: allTagMap(context, inputs) };
}

async function find(
    context: AwsContext,
    id: string,
    properties: Plain,
): Promise<MetricAlarm | undefined> {
    const answer = await attempt(`reading ${TITLE} (${id})`, () =>
        cloudwatch(context, properties).send(new DescribeAlarmsCommand({ AlarmNames: [id] })),
    );
    return answer.MetricAlarms?.find(({ AlarmName }) => AlarmName === id);
}

// Lists of actions that are empty are those that nobody gave.
function liveAlarm(found: MetricAlarm): Plain {
    const live = Object.entries(asRecord(fromApi({ ...found }, ALARM)));
    return given(
        Object.fromEntries(
            live.filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
        ),
    );
}

function cloudwatch(context: AwsContext, properties: Plain): CloudWatchClient {
    return context.connection.client("cloudwatch", CloudWatchClient, regionOf(context, properties));
}
