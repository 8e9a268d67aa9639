import { expect } from "chai";

import { ALARM_IDS } from "../../../components/pure/alarms.ts";
import { eventPattern } from "../../../components/pure/event-patterns.ts";
import { metricFilterPattern } from "../../../components/pure/metric-filters.ts";
import type { WatchOptions } from "../../../components/pure/options/watch.ts";
import type { TempoStsStackArgs } from "../../../components/tempo-sts-stack-args.ts";
import { ACCOUNT, PROVIDER_ARN } from "../../support/answers.ts";
import { deploy, failures } from "../../support/mocks.ts";
import { make, ROLE_ARN, TAGS, TRACING_NAME } from "../stack-fixture.ts";

const TOPIC = `arn:aws:sns:us-east-2:${ACCOUNT}:${TRACING_NAME}-alarms`;
const TYPES = /^aws:(?:sns|cloudwatch\/(?:event|metric|logMetric))|tempo-sts:aws:Watch/;
const WATCHED = {
    roleArn: ROLE_ARN,
    expected: {
        subjects: [
            "system:serviceaccount:chainsaw-awssts-tempo:tempo-tmstack",
            "system:serviceaccount:chainsaw-awssts-tempo:tempo-tmstack-query-frontend",
        ],
        providerArns: [PROVIDER_ARN],
    },
};

function watched(watch: WatchOptions, more: Partial<TempoStsStackArgs> = {}) {
    const audit = watch.alarms === "metric-filters" ? ({ trail: "stack" } as const) : {};
    return deploy(make({ watch, audit, ...more }));
}

function publishers(policy: unknown): unknown[] {
    const { Statement } = JSON.parse(String(policy)) as {
        Statement: { Principal: unknown; Condition: Record<string, unknown> }[];
    };
    return Statement.map(({ Principal, Condition }) => [Principal, Condition["ArnEquals"]]);
}

describe("a watch", () => {
    it("is nothing unless it is asked for", async () => {
        const { resources, result } = await watched({});
        expect(resources.filter(({ type }) => TYPES.test(type))).to.deep.equal([]);
        expect(result.topicArn).to.equal(undefined);
    });

    for (const id of ALARM_IDS) {
        it(`has a filter on the trail's log group and an alarm for ${id}`, async () => {
            const { resource } = await watched({ alarms: "metric-filters" });
            const name = `${TRACING_NAME}-${id}`;
            expect(resource(`tracing-watch-${id}-filter`).inputs).to.deep.equal({
                name: fitting(name),
                region: "us-east-2",
                logGroupName: `/tempo-sts/${TRACING_NAME}`,
                pattern: metricFilterPattern(id, WATCHED),
                metricTransformation: {
                    name: id,
                    namespace: `tempo-sts/${TRACING_NAME}`,
                    value: "1",
                    unit: "Count",
                },
            });
            const { alarmDescription, ...alarm } = resource(`tracing-watch-${id}-alarm`).inputs;
            const often = id.startsWith("assume-role-");
            expect(alarm).to.deep.equal({
                name: fitting(name),
                region: "us-east-2",
                namespace: `tempo-sts/${TRACING_NAME}`,
                metricName: id,
                statistic: "Sum",
                period: 300,
                evaluationPeriods: often ? 3 : 1,
                datapointsToAlarm: often ? 2 : 1,
                comparisonOperator: "GreaterThanOrEqualToThreshold",
                threshold: 1,
                treatMissingData: "notBreaching",
                alarmActions: [TOPIC],
                okActions: [TOPIC],
                tags: TAGS,
            });
            expect(alarmDescription).to.contain(
                `Role: ${ROLE_ARN}. Runbook: docs/runbooks/${id}.md`,
            );
        });
    }

    it("has a topic that exactly its alarms may tell", async () => {
        const { resource, resources, registeredOutputs } = await watched({
            alarms: "metric-filters",
        });
        expect(resource("tracing-watch-topic").inputs).to.deep.equal({
            name: `${TRACING_NAME}-alarms`,
            region: "us-east-2",
            tags: TAGS,
        });
        const { policy, ...target } = resource("tracing-watch-topic-policy").inputs;
        expect(target).to.deep.equal({ arn: TOPIC, region: "us-east-2" });
        expect(publishers(policy)).to.deep.equal([
            [
                { Service: "cloudwatch.amazonaws.com" },
                {
                    "aws:SourceArn": ALARM_IDS.map(
                        (id) =>
                            `arn:aws:cloudwatch:us-east-2:${ACCOUNT}:alarm:${fitting(`${TRACING_NAME}-${id}`)}`,
                    ),
                },
            ],
            ["*", undefined],
        ]);
        expect(resources.some(({ type }) => type.includes("TopicSubscription"))).to.equal(false);
        expect(registeredOutputs.get("tracing")).to.include("topicArn");
    });

    it("has rules instead, which need no log group, and see no objects without a trail that does", async () => {
        const { resource, resources } = await watched({
            alarms: "event-rule",
            runbooks: "https://example.com/runbooks",
        });
        const rules = resources.filter(({ type }) => type.endsWith(":EventRule"));
        const ids = ALARM_IDS.filter((id) => id !== "trace-access-denied");
        expect(rules.map(({ name }) => name).sort()).to.deep.equal(
            ids.map((id) => `tracing-watch-${id}-rule`).sort(),
        );
        for (const id of ids) {
            const {
                description,
                eventPattern: pattern,
                ...rule
            } = resource(`tracing-watch-${id}-rule`).inputs;
            expect(rule).to.deep.equal({
                name: fitting(`${TRACING_NAME}-${id}`),
                region: "us-east-2",
                state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
                tags: TAGS,
            });
            expect(JSON.parse(String(pattern))).to.deep.equal(eventPattern(id, WATCHED));
            expect(description).to.contain(`Runbook: https://example.com/runbooks/${id}.md`);
            const target = resource(`tracing-watch-${id}-target`).inputs;
            expect(target).to.deep.include({
                rule: fitting(`${TRACING_NAME}-${id}`),
                region: "us-east-2",
                targetId: "topic",
                arn: TOPIC,
            });
            expect(JSON.stringify(target["inputTransformer"])).to.contain(`/${id}.md`);
        }
        expect(
            publishers(resource("tracing-watch-topic-policy").inputs["policy"])[0],
        ).to.deep.equal([
            { Service: "events.amazonaws.com" },
            {
                "aws:SourceArn": ids.map(
                    (id) =>
                        `arn:aws:events:us-east-2:${ACCOUNT}:rule/${fitting(`${TRACING_NAME}-${id}`)}`,
                ),
            },
        ]);
        const audit = { trail: "stack" } as const;
        const withTrail = await watched({ alarms: "event-rule" }, { audit });
        expect(withTrail.resource("tracing-watch-trace-access-denied-rule")).to.be.an("object");
    });

    it("tells a mail address, over a topic with a key", async () => {
        const kmsKeyArn = `arn:aws:kms:us-east-2:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
        const { resource } = await watched({
            alarms: "event-rule",
            email: "observability@example.com",
            kmsKeyArn,
        });
        expect(resource("tracing-watch-topic").inputs["kmsMasterKeyId"]).to.equal(kmsKeyArn);
        expect(resource("tracing-watch-email").inputs).to.deep.equal({
            topic: TOPIC,
            region: "us-east-2",
            protocol: "email",
            endpoint: "observability@example.com",
        });
    });

    it("tells a topic that is there, and leaves it as it is", async () => {
        const topicArn = `arn:aws:sns:us-east-2:${ACCOUNT}:on-call`;
        const { resource, resources } = await watched({ alarms: "metric-filters", topicArn });
        expect(resources.filter(({ type }) => type.startsWith("aws:sns"))).to.deep.equal([]);
        expect(
            resource("tracing-watch-unexpected-subject-alarm").inputs["alarmActions"],
        ).to.deep.equal([topicArn]);
    });

    it("fails where so many may take the role that CloudWatch Logs takes no such filter", async () => {
        const clusters = ["a", "b"].map((letter) => ({
            issuer: `https://oidc.example.com/${letter.repeat(110)}`,
        }));
        const found = await failures(
            make({
                watch: { alarms: "metric-filters" },
                audit: { trail: "stack" },
                trust: { clusters },
            }),
        );
        expect(found.map(({ message }) => message).join("\n")).to.contain(
            "a metric filter of at most 1024 characters",
        );
    });
});

// The name of a rule has 64 characters at most, and alarms are called alike.
function fitting(name: string): string {
    if (name.length <= 64) return name;
    return name.endsWith("-throttled")
        ? "tracing-chainsaw-awssts-tempo-7f6bd0c2-assume-role-throttled"
        : name;
}
