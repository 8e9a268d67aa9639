// An alarm on what a metric filter finds in a trail's log group.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { refuseProblems } from "../args-error.ts";
import { ALARM_PERIOD_SECONDS, alarmDescription, type Alarm } from "../pure/watching/alarms.ts";
import { alarmName, metricNamespace } from "../pure/names/audit-names.ts";
import type { ExpectedCallers } from "../pure/watching/expected-callers.ts";
import { metricFilterPattern, metricFilterProblems } from "../pure/watching/metric-filters.ts";
import type { SettledGroups } from "../option-groups.ts";

/** What an alarm and a rule are made of. */
export interface AlarmArgs {
    readonly watch: SettledGroups["watch"];
    readonly traceBucket: pulumi.Input<string>;
    readonly roleArn: pulumi.Input<string>;
    readonly expected: pulumi.Input<ExpectedCallers>;
    readonly logGroupName?: pulumi.Input<string> | undefined;
    /** The topic that is told. */
    readonly topicArn: pulumi.Input<string>;
    readonly region: pulumi.Input<string>;
    readonly tags: pulumi.Input<Record<string, string>>;
}

/** Makes the filter and the alarm; gives the alarm's ARN. */
export function createLogAlarm(
    name: string,
    alarm: Alarm,
    args: AlarmArgs,
    parent: pulumi.Resource,
): pulumi.Output<string> {
    const { region, topicArn, tags, watch } = args;
    const { logGroupName } = args;
    if (logGroupName === undefined) {
        throw new RangeError(`Expected the log group of a trail for ${name}, got none.`);
    }
    const title = pulumi.output(args.traceBucket).apply((bucket) => alarmName(bucket, alarm.id));
    const namespace = pulumi.output(args.traceBucket).apply(metricNamespace);
    const metricName = alarm.id;
    const filter = new aws.cloudwatch.LogMetricFilter(
        `${name}-filter`,
        {
            name: title,
            region,
            logGroupName,
            pattern: pulumi
                .all([args.roleArn, args.expected])
                .apply(([roleArn, expected]) => patternOf(name, alarm, { roleArn, expected })),
            metricTransformation: { name: metricName, namespace, value: "1", unit: "Count" },
        },
        { parent },
    );
    const { bad, of } = alarm.datapoints;
    const made = new aws.cloudwatch.MetricAlarm(
        `${name}-alarm`,
        {
            name: title,
            region,
            alarmDescription: pulumi
                .all([args.roleArn, watch.runbooks])
                .apply(([roleArn, runbooks]) => alarmDescription(alarm, roleArn, runbooks)),
            namespace,
            metricName,
            statistic: "Sum",
            period: ALARM_PERIOD_SECONDS,
            evaluationPeriods: of,
            datapointsToAlarm: bad,
            comparisonOperator: "GreaterThanOrEqualToThreshold",
            threshold: 1,
            // No event is no metric at all, and that is how it should be.
            treatMissingData: "notBreaching",
            alarmActions: [topicArn],
            okActions: [topicArn],
            tags,
        },
        { parent, dependsOn: [filter] },
    );
    return made.arn;
}

function patternOf(
    name: string,
    alarm: Alarm,
    role: { readonly roleArn: string; readonly expected: ExpectedCallers },
): string {
    const pattern = metricFilterPattern(alarm.id, role);
    refuseProblems(`Watch "${name}"`, metricFilterProblems(pattern, "watch.alarms"));
    return pattern;
}
