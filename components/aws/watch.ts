// Who is told when something is refused, or when somebody takes the role who should not.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { SettledGroups } from "../option-groups.ts";
import { ALARMS } from "../pure/watching/alarms.ts";
import { topicName } from "../pure/names/audit-names.ts";
import type { ExpectedCallers } from "../pure/watching/expected-callers.ts";
import { alarmTopicPolicy } from "../pure/policies/alarm-topic.ts";
import { createEventRule } from "./event-rule.ts";
import { createLogAlarm } from "./log-alarm.ts";

/** The arguments of a Watch. */
export interface WatchArgs {
    /** What is wanted; with `alarms: "none"` nothing is made. */
    readonly watch: SettledGroups["watch"];
    /** The name of the trace bucket: all names come from it. */
    readonly traceBucket: pulumi.Input<string>;
    /** The ARN of the role that is watched. */
    readonly roleArn: pulumi.Input<string>;
    /** Who may take the role. */
    readonly expected: pulumi.Input<ExpectedCallers>;
    /** The log group with the trail's events; `metric-filters` needs it. */
    readonly logGroupName?: pulumi.Input<string> | undefined;
    /** Whether some trail records the calls on the bucket's objects. */
    readonly dataEvents: boolean;
    readonly region: pulumi.Input<string>;
    readonly tags: pulumi.Input<Record<string, string>>;
}

/** Alarms on a log group, or EventBridge rules, and the topic that they tell. */
export class Watch extends pulumi.ComponentResource {
    /** The ARN of the topic that is told. */
    readonly topicArn: pulumi.Output<string>;

    constructor(name: string, args: WatchArgs, opts?: pulumi.ComponentResourceOptions) {
        super("tempo-sts:aws:Watch", name, {}, opts);
        const { watch } = args;
        const topic = watch.topicArn === undefined ? this.createTopic(name, args) : undefined;
        this.topicArn = topic?.arn ?? pulumi.output(watch.topicArn ?? "");
        const sources = this.createSources(name, args);
        if (topic !== undefined) {
            this.openTopic(name, args, topic, sources);
        }
        this.registerOutputs({ topicArn: this.topicArn });
    }

    private createTopic(
        name: string,
        { watch, traceBucket, region, tags }: WatchArgs,
    ): aws.sns.Topic {
        const topic = new aws.sns.Topic(
            `${name}-topic`,
            {
                name: pulumi.output(traceBucket).apply(topicName),
                region,
                ...(watch.kmsKeyArn === undefined ? {} : { kmsMasterKeyId: watch.kmsKeyArn }),
                tags,
            },
            { parent: this },
        );
        if (watch.email !== undefined) {
            new aws.sns.TopicSubscription(
                `${name}-email`,
                { topic: topic.arn, region, protocol: "email", endpoint: watch.email },
                { parent: this },
            );
        }
        return topic;
    }

    private createSources(name: string, args: WatchArgs): pulumi.Output<string>[] {
        const { watch, topicArn } = { ...args, topicArn: this.topicArn };
        const alarms = ALARMS.filter(({ needsDataEvents }) => args.dataEvents || !needsDataEvents);
        return alarms.map((alarm) =>
            watch.alarms === "metric-filters"
                ? createLogAlarm(`${name}-${alarm.id}`, alarm, { ...args, topicArn }, this)
                : createEventRule(`${name}-${alarm.id}`, alarm, { ...args, topicArn }, this),
        );
    }

    // After what publishes, whose ARNs it names. Until then nobody outside the account can publish, nor can these.
    private openTopic(
        name: string,
        { watch, region }: WatchArgs,
        topic: aws.sns.Topic,
        sources: readonly pulumi.Output<string>[],
    ): void {
        const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
        const which = watch.alarms === "metric-filters" ? "alarmArns" : "ruleArns";
        const policy = pulumi
            .all([topic.arn, accountId, pulumi.all([...sources])])
            .apply(([topicArn, account, arns]) =>
                JSON.stringify(alarmTopicPolicy({ topicArn, accountId: account, [which]: arns })),
            );
        new aws.sns.TopicPolicy(
            `${name}-topic-policy`,
            { arn: topic.arn, region, policy },
            { parent: this },
        );
    }
}
