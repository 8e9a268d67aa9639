// An EventBridge rule for what CloudTrail records: it tells at once, and needs no log group.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { alarmDescription, type Alarm } from "../pure/watching/alarms.ts";
import { alarmName } from "../pure/names/audit-names.ts";
import { eventPattern, RULE_STATE } from "../pure/watching/event-patterns.ts";
import { eventMessage } from "../pure/watching/event-message.ts";
import type { AlarmArgs } from "./log-alarm.ts";

/** Makes the rule and its target; gives the rule's ARN. */
export function createEventRule(
    name: string,
    alarm: Alarm,
    args: AlarmArgs,
    parent: pulumi.Resource,
): pulumi.Output<string> {
    const { region, topicArn, tags, watch } = args;
    const description = pulumi
        .all([args.roleArn, watch.runbooks])
        .apply(([roleArn, runbooks]) => alarmDescription(alarm, roleArn, runbooks));
    const rule = new aws.cloudwatch.EventRule(
        `${name}-rule`,
        {
            name: pulumi.output(args.traceBucket).apply((bucket) => alarmName(bucket, alarm.id)),
            region,
            description: description.apply((text) => text.slice(0, LONGEST_DESCRIPTION)),
            state: RULE_STATE,
            eventPattern: pulumi
                .all([args.roleArn, args.expected])
                .apply(([roleArn, expected]) =>
                    JSON.stringify(eventPattern(alarm.id, { roleArn, expected })),
                ),
            tags,
        },
        { parent },
    );
    new aws.cloudwatch.EventTarget(
        `${name}-target`,
        {
            rule: rule.name,
            region,
            targetId: "topic",
            arn: topicArn,
            inputTransformer: description.apply(eventMessage),
        },
        { parent },
    );
    return rule.arn;
}

const LONGEST_DESCRIPTION = 512;
