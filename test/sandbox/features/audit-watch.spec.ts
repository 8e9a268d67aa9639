/** A stack with everything that looks on: made, looked at with the services' own clients, and gone with all that it has written. */
import {
    CloudTrailClient,
    GetEventSelectorsCommand,
    GetTrailStatusCommand,
    ListTrailsCommand,
} from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
    CloudWatchLogsClient,
    DescribeLogGroupsCommand,
    DescribeMetricFiltersCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { GetBucketPolicyCommand, ListBucketsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import {
    GetTopicAttributesCommand,
    ListSubscriptionsByTopicCommand,
    ListTopicsCommand,
    SNSClient,
} from "@aws-sdk/client-sns";
import { expect } from "chai";

import { ALARM_IDS } from "../../../components/pure/watching/alarms.ts";
import { sandboxClients, type SandboxClients } from "../../../sandbox/aws/clients.ts";
import { AwsConnection } from "../../../sandbox/provider-objects/aws/connection.ts";
import { readAwsSettings } from "../../../sandbox/provider-objects/aws/settings.ts";
import type { Deployment } from "../../../sandbox/engines/engine.ts";
import { InProcessEngine } from "../../../sandbox/engines/in-process.ts";
import { ClusterApi } from "../../../sandbox/operator/cluster/cluster-api.ts";
import { RESOURCES } from "../../../sandbox/operator/cluster/objects.ts";
import { read } from "../../../sandbox/operator/cluster/verbs.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import { PROJECT } from "../../../stacks/settings/project.ts";
import { PROMETHEUS_RULE, serveMonitoring } from "../../support/monitoring-definition.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../support/sandbox.ts";
import { targetOf } from "../engines/real-cli.ts";
import { awsArguments } from "../provider-objects/aws/fixture.ts";

describe("audit and watch in the sandbox", function () {
    this.timeout(60_000);
    let sandbox: Sandbox;
    let admin: SandboxClients;
    let connection: AwsConnection;
    let cluster: ClusterApi;
    let engine: InProcessEngine;
    let deployment: Deployment;
    const namespace = freshName("watched");
    const name = `tracing-${namespace}-ci`;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        sandbox = await sharedSandbox();
        admin = await sandboxClients(sandbox.aws);
        connection = new AwsConnection(readAwsSettings(awsArguments(sandbox)));
        cluster = await ClusterApi.connect(sandbox.cluster);
        await serveMonitoring(cluster);
        engine = new InProcessEngine(targetOf(sandbox), {
            program: () => programOf(sandbox.cluster.issuer),
        });
        deployment = await engine.up(
            configOf({
                namespace,
                buildNamespace: "ci",
                bucketName: name,
                roleName: name,
                traceCheck: { enabled: false },
                audit: { trail: "stack" },
                watch: {
                    alarms: "metric-filters",
                    email: "observability@example.com",
                    prometheusRule: true,
                    dashboard: true,
                },
            }),
            {},
        );
    });

    after(async () => {
        await engine.dispose();
        cluster.close();
        connection.close();
        admin.close();
    });

    const of = <Client extends { destroy(): void }>(
        service: string,
        Made: Parameters<typeof connection.client<Client>>[1],
    ): Client => connection.client(service, Made);

    it("records STS and the bucket's objects, in files and in a log group", async () => {
        const trails = of("cloudtrail", CloudTrailClient);
        const TrailName = String(deployment.outputs["trailArn"]);
        expect(TrailName).to.match(new RegExp(`:trail/${name}-audit$`));
        const status = await trails.send(new GetTrailStatusCommand({ Name: TrailName }));
        expect(status.IsLogging).to.equal(true);
        const selectors = await trails.send(new GetEventSelectorsCommand({ TrailName }));
        expect(
            selectors.AdvancedEventSelectors?.flatMap(({ FieldSelectors = [] }) =>
                FieldSelectors.flatMap(({ Equals = [], StartsWith = [] }) => [
                    ...Equals,
                    ...StartsWith,
                ]),
            ),
        ).to.deep.equal(["Management", "Data", "AWS::S3::Object", `arn:aws:s3:::${name}/`]);
        const { Policy = "" } = await admin.s3.send(
            new GetBucketPolicyCommand({ Bucket: `${name}-audit` }),
        );
        expect(Policy).to.contain(TrailName).and.to.contain("bucket-owner-full-control");
        const { logGroups = [] } = await of("logs", CloudWatchLogsClient).send(
            new DescribeLogGroupsCommand({ logGroupNamePrefix: `/tempo-sts/${name}` }),
        );
        expect(logGroups.map(({ retentionInDays }) => retentionInDays)).to.deep.equal([90]);
    });

    it("watches the log group, and tells the stack's topic", async () => {
        const { metricFilters = [] } = await of("logs", CloudWatchLogsClient).send(
            new DescribeMetricFiltersCommand({ logGroupName: `/tempo-sts/${name}` }),
        );
        const metrics = metricFilters.map(
            ({ metricTransformations }) => metricTransformations?.[0]?.metricName,
        );
        expect(metrics.sort()).to.deep.equal([...ALARM_IDS].sort());
        const { MetricAlarms = [] } = await of("cloudwatch", CloudWatchClient).send(
            new DescribeAlarmsCommand({ AlarmNamePrefix: `tracing-${namespace}` }),
        );
        const TopicArn = String(deployment.outputs["topicArn"]);
        expect(MetricAlarms.map(({ AlarmActions }) => AlarmActions)).to.deep.equal(
            ALARM_IDS.map(() => [TopicArn]),
        );
        const topics = of("sns", SNSClient);
        const { Attributes } = await topics.send(new GetTopicAttributesCommand({ TopicArn }));
        for (const { AlarmArn = "none" } of MetricAlarms) {
            expect(Attributes?.["Policy"]).to.contain(AlarmArn);
        }
        const { Subscriptions = [] } = await topics.send(
            new ListSubscriptionsByTopicCommand({ TopicArn }),
        );
        expect(Subscriptions.map(({ Endpoint }) => Endpoint)).to.deep.equal([
            "observability@example.com",
        ]);
    });

    it("gives the cluster alerts and a dashboard that its API takes", async () => {
        const [rule, board] = await inCluster();
        expect(JSON.stringify(rule)).to.contain("TempoObjectStoreDenied");
        expect(JSON.stringify(board)).to.contain("tempo-object-store.json");
    });

    it("leaves nothing behind, not even files that the trail has written", async () => {
        await admin.s3.send(
            new PutObjectCommand({
                Bucket: `${name}-audit`,
                Key: "AWSLogs/123456789012/CloudTrail/us-east-2/file.json.gz",
                Body: "x",
            }),
        );
        await deployment.destroy();
        const { Trails = [] } = await of("cloudtrail", CloudTrailClient).send(
            new ListTrailsCommand({}),
        );
        const { logGroups = [] } = await of("logs", CloudWatchLogsClient).send(
            new DescribeLogGroupsCommand({}),
        );
        const { MetricAlarms = [] } = await of("cloudwatch", CloudWatchClient).send(
            new DescribeAlarmsCommand({}),
        );
        const { Topics = [] } = await of("sns", SNSClient).send(new ListTopicsCommand({}));
        const { Buckets = [] } = await admin.s3.send(new ListBucketsCommand({}));
        const left = JSON.stringify([Trails, logGroups, MetricAlarms, Topics, Buckets]);
        expect(left).to.not.contain(namespace);
        expect(await inCluster()).to.deep.equal([undefined, undefined]);
    });

    function inCluster() {
        return Promise.all([
            read(cluster, PROMETHEUS_RULE, { namespace, name: "tempo-tmstack-object-store" }),
            read(cluster, RESOURCES.ConfigMap, { namespace, name: "tempo-tmstack-dashboard" }),
        ]);
    }
});

// Without gates: what they prove is proven elsewhere.
async function programOf(issuer: string): Promise<Record<string, unknown>> {
    const { loadSettings } = await import("../../../stacks/settings/load.ts");
    const { program } = await import("../../../stacks/program.ts");
    return program(loadSettings(), { issuer });
}

function configOf(settings: Readonly<Record<string, unknown>>): Record<string, string> {
    return Object.fromEntries(
        Object.entries(settings).map(([key, value]) => [
            `${PROJECT}:${key}`,
            typeof value === "string" ? value : JSON.stringify(value),
        ]),
    );
}
