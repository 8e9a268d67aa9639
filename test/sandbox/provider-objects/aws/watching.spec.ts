/** Trails, log groups, alarms, rules and topics against the emulator: made, unchanged, changed, gone. */
import { expect } from "chai";

import type { AwsProvider } from "../../../../sandbox/provider-objects/aws/aws-provider.ts";
import type { Properties } from "../../../../sandbox/provider-objects/provider-object.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../../support/sandbox.ts";
import { failureOf, type Driver, type Made } from "../driver.ts";
import { awsDriver } from "./fixture.ts";

const TAGS = { "tempo-sts:stack": "test" };

describe("the provider objects of what watches, on the emulator", function () {
    this.timeout(30_000);
    let driver: Driver;
    let provider: AwsProvider;
    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        ({ driver, provider } = awsDriver(await sharedSandbox()));
    });
    after(() => {
        provider.close();
    });

    /** Makes it, changes it, and takes it away: at each step what is there is what was asked for. */
    async function live(type: string, inputs: Properties, changes?: Properties): Promise<Made> {
        const made = await driver.make(type, "it", inputs);
        await driver.expectNoChange(made);
        if (changes === undefined) return made;
        const changed = await driver.update(made, changes);
        await driver.expectNoChange(changed);
        return changed;
    }

    async function end(made: Made): Promise<void> {
        await driver.delete(made);
        expect(await driver.read(made), made.urn).to.equal(undefined);
        // A thing that is gone already is no error.
        await driver.delete(made);
    }

    it("make a log group, and a filter on it", async () => {
        const name = `/tempo-sts/${freshName("group")}`;
        const group = await live(
            "aws:cloudwatch/logGroup:LogGroup",
            { name, retentionInDays: 90, tags: TAGS },
            { retentionInDays: 7, tags: { ...TAGS, more: "1" } },
        );
        expect(group.outs["arn"]).to.match(/:log-group:\/tempo-sts\/group-[0-9a-f]+$/);
        const filter = await live(
            "aws:cloudwatch/logMetricFilter:LogMetricFilter",
            {
                name: "failed",
                logGroupName: name,
                pattern: '{ $.errorCode = "AccessDenied" }',
                metricTransformation: { name: "failed", namespace: "n", value: "1", unit: "Count" },
            },
            { pattern: '{ $.errorCode = "Throttling" }' },
        );
        const long = { ...filter.inputs, pattern: "x".repeat(1025) };
        const failure = await failureOf(
            driver.make("aws:cloudwatch/logMetricFilter:LogMetricFilter", "it", long),
        );
        expect(failure.message).to.contain("at most 1024 characters");
        await end(filter);
        await end(group);
    });

    it("make a trail with its selectors", async () => {
        const bucket = freshName("files");
        const trail = await live(
            "aws:cloudtrail/trail:Trail",
            {
                name: freshName("trail"),
                s3BucketName: bucket,
                cloudWatchLogsGroupArn: "arn:aws:logs:us-east-2:123456789012:log-group:g:*",
                cloudWatchLogsRoleArn: "arn:aws:iam::123456789012:role/r",
                enableLogFileValidation: true,
                isMultiRegionTrail: true,
                includeGlobalServiceEvents: true,
                advancedEventSelectors: [
                    {
                        name: "objects",
                        fieldSelectors: [
                            { field: "eventCategory", equals: ["Data"] },
                            { field: "resources.ARN", startsWiths: ["arn:aws:s3:::x/"] },
                        ],
                    },
                ],
                tags: TAGS,
            },
            { enableLogging: false, tags: { ...TAGS, more: "1" } },
        );
        expect(trail.id).to.match(/^arn:aws:cloudtrail:[^:]+:\d{12}:trail\/trail-/);
        await end(trail);
    });

    it("make an alarm", async () => {
        const alarm = await live(
            "aws:cloudwatch/metricAlarm:MetricAlarm",
            {
                name: freshName("alarm"),
                alarmDescription: "Runbook: docs/runbooks/x.md",
                namespace: "n",
                metricName: "failed",
                statistic: "Sum",
                period: 300,
                evaluationPeriods: 3,
                datapointsToAlarm: 2,
                comparisonOperator: "GreaterThanOrEqualToThreshold",
                threshold: 1,
                treatMissingData: "notBreaching",
                alarmActions: ["arn:aws:sns:us-east-2:123456789012:t"],
                okActions: ["arn:aws:sns:us-east-2:123456789012:t"],
                tags: TAGS,
            },
            { threshold: 2, tags: { ...TAGS, more: "1" } },
        );
        await end(alarm);
    });

    it("make a topic with its policy and a subscription", async () => {
        const topic = await live(
            "aws:sns/topic:Topic",
            { name: freshName("topic"), tags: TAGS },
            { displayName: "Tempo", tags: { ...TAGS, more: "1" } },
        );
        const statement = (service: string) => ({
            Effect: "Allow",
            Principal: { Service: service },
            Action: "sns:Publish",
            Resource: topic.id,
        });
        const document = (service: string): string =>
            JSON.stringify({ Version: "2012-10-17", Statement: [statement(service)] });
        const policy = await live(
            "aws:sns/topicPolicy:TopicPolicy",
            { arn: topic.id, policy: document("events.amazonaws.com") },
            { policy: document("cloudwatch.amazonaws.com") },
        );
        const mail = await live("aws:sns/topicSubscription:TopicSubscription", {
            topic: topic.id,
            protocol: "email",
            endpoint: "observability@example.com",
        });
        await end(mail);
        await driver.delete(policy);
        expect(JSON.stringify(await driver.read(policy))).to.contain("SourceOwner");
        await end(topic);
        expect(await driver.read(policy)).to.equal(undefined);
    });

    it("make a rule with its target", async () => {
        const rule = await live(
            "aws:cloudwatch/eventRule:EventRule",
            {
                name: freshName("rule"),
                description: "one",
                state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
                eventPattern: JSON.stringify({ source: ["aws.sts"] }),
                tags: TAGS,
            },
            {
                description: "two",
                eventPattern: JSON.stringify({ source: ["aws.s3"] }),
                tags: { ...TAGS, more: "1" },
            },
        );
        const target = await live(
            "aws:cloudwatch/eventTarget:EventTarget",
            {
                rule: rule.id,
                targetId: "topic",
                arn: "arn:aws:sns:us-east-2:123456789012:t",
                inputTransformer: {
                    inputPaths: { time: "$.time" },
                    inputTemplate: '"at <time>"',
                },
            },
            { arn: "arn:aws:sns:us-east-2:123456789012:u" },
        );
        await end(target);
        await end(rule);
        const name = "with blanks";
        const failure = await failureOf(
            driver.make("aws:cloudwatch/eventRule:EventRule", "it", { name }),
        );
        expect(failure.message).to.contain("1 to 64 letters");
        const broken = { name: "broken", eventPattern: "{" };
        const refusal = await failureOf(
            driver.make("aws:cloudwatch/eventRule:EventRule", "it", broken),
        );
        expect(refusal.message).to.contain("expected JSON");
    });
});
