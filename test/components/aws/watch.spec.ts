import { expect } from "chai";

import { ALARM_IDS } from "../../../components/pure/watching/alarms.ts";
import { eventPattern } from "../../../components/pure/watching/event-patterns.ts";
import { metricFilterPattern } from "../../../components/pure/watching/metric-filters.ts";
import { ACCOUNT, PROVIDER_ARN } from "../../support/answers.ts";
import { failures } from "../../support/mocks.ts";
import { make, ROLE_ARN, TAGS, TRACING_NAME } from "../stack-fixture.ts";
import { publishers, watched } from "./watched-stack.ts";

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
                name,
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
                name,
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
            expect(resource(`tracing-watch-${id}-alarm`).dependencies).to.include(
                `tracing-watch-${id}-filter`,
            );
            expect(alarmDescription).to.contain(
                `Role: ${ROLE_ARN}. Runbook: docs/runbooks/${id}.md`,
            );
        });
    }

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
                name: `${TRACING_NAME}-${id}`,
                region: "us-east-2",
                state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
                tags: TAGS,
            });
            expect(JSON.parse(String(pattern))).to.deep.equal(eventPattern(id, WATCHED));
            expect(description).to.contain(`Runbook: https://example.com/runbooks/${id}.md`);
            const target = resource(`tracing-watch-${id}-target`).inputs;
            expect(target).to.deep.include({
                rule: `${TRACING_NAME}-${id}`,
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
                    (id) => `arn:aws:events:us-east-2:${ACCOUNT}:rule/${TRACING_NAME}-${id}`,
                ),
            },
        ]);
        const audit = { trail: "stack" } as const;
        const withTrail = await watched({ alarms: "event-rule" }, { audit });
        expect(withTrail.resource("tracing-watch-trace-access-denied-rule")).to.be.an("object");
    });

    it("has rules whose description EventBridge takes, however long the role's path is", async () => {
        const rolePath = `/${"p".repeat(510)}/`;
        const { resource } = await watched({ alarms: "event-rule" }, { rolePath });
        const { description } = resource("tracing-watch-unexpected-subject-rule").inputs;
        expect(String(description)).to.have.length(512);
        const target = resource("tracing-watch-unexpected-subject-target").inputs;
        expect(JSON.stringify(target)).to.contain("docs/runbooks/unexpected-subject.md");
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
