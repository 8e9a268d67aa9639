import { expect } from "chai";

import { RESOURCES, type ClusterObject } from "../../../../sandbox/operator/cluster/objects.ts";
import type { JsonObject } from "../../../../sandbox/operator/cluster/values.ts";
import { remove } from "../../../../sandbox/operator/cluster/verbs.ts";
import { make, removeAndWait, tryOut } from "../requests.ts";
import { createWhenSeen, makeNamespace, makeSecret, plainStack } from "../stacks.ts";
import { eventually } from "../waiting.ts";
import { withOperators } from "./operators.ts";

/** What it is, the spec beside the storage, and how it is refused. */
type Case = readonly [what: string, spec: JsonObject, refusal: string];

const jaeger = (settings: JsonObject): JsonObject => ({
    template: { queryFrontend: { jaegerQuery: settings } },
});
const JAEGER = "spec.template.queryFrontend.jaegerQuery";
const NO_ACCOUNT = 'spec.serviceAccount: Invalid value: "mine": ServiceAccount "mine" not found';
const NO_QUORUM =
    "spec.ReplicationFactor: Invalid value: 3: replica factor of 3 requires at least 2 ingester replicas";

const INVALID: readonly Case[] = [
    [
        "a Route without Jaeger",
        jaeger({ enabled: false, ingress: { type: "route" } }),
        `${JAEGER}.ingress.type: Invalid value: "route": Ingress cannot be enabled if jaegerQuery is disabled`,
    ],
    [
        "an Ingress without Jaeger",
        jaeger({ ingress: { type: "ingress" } }),
        `${JAEGER}.ingress.type: Invalid value: "ingress": Ingress cannot be enabled if jaegerQuery is disabled`,
    ],
    [
        "a monitor tab without its endpoint",
        jaeger({ enabled: true, monitorTab: { enabled: true } }),
        `${JAEGER}.monitorTab.prometheusEndpoint: Invalid value: "": Prometheus endpoint must be set when monitoring is enabled`,
    ],
    ["a service account that does not exist", { serviceAccount: "mine" }, NO_ACCOUNT],
    ["more replication than ingesters", { replicationFactor: 3 }, NO_QUORUM],
    [
        "the same zone twice",
        { replicationZones: [{ topologyKey: "a" }, { topologyKey: "a" }] },
        'spec.replicationZones[1].topologyKey: Duplicate value: "a"',
    ],
    [
        "a gateway without tenants",
        { template: { gateway: { enabled: true } } },
        "spec.template.gateway.enabled: Invalid value: true: to enable the gateway, please configure tenants",
    ],
    [
        "a gateway beside the UI's own Route",
        {
            tenants: { mode: "openshift" },
            template: {
                gateway: { enabled: true },
                queryFrontend: { jaegerQuery: { enabled: true, ingress: { type: "route" } } },
            },
        },
        "spec.template.gateway.enabled: Invalid value: true: cannot enable gateway and jaeger query ingress at the same time, please use the Jaeger UI from the gateway",
    ],
    [
        "a gateway without its tenants' identity providers",
        { tenants: { mode: "static" }, template: { gateway: { enabled: true } } },
        "spec.template.tenants: Invalid value: true: spec.tenants.authentication is required in static mode",
    ],
    [
        "tenants without their gateway",
        { tenants: { mode: "openshift" } },
        "spec.template.tenants: Invalid value: false: openshift mode requires gateway enabled",
    ],
    [
        "a deprecated limit",
        { limits: { global: { query: { maxSearchBytesPerTrace: 5 } } } },
        "spec.limits.global.query.maxSearchBytesPerTrace: Invalid value: 5: this field is deprecated and must be unset",
    ],
    [
        "a deprecated limit of one tenant",
        { limits: { perTenant: { a: { query: { maxSearchBytesPerTrace: 5 } } } } },
        "spec.limits.perTenant[a].query.maxSearchBytesPerTrace: Invalid value: 5: this field is deprecated and must be unset",
    ],
    [
        "monitors without their operator",
        { observability: { metrics: { createServiceMonitors: true } } },
        "spec.observability.metrics.createServiceMonitors: Invalid value: true: the prometheusOperator feature gate must be enabled to create ServiceMonitors for Tempo components",
    ],
    [
        "a data source without its operator",
        { observability: { grafana: { createDatasource: true } } },
        "spec.observability.grafana.createDatasource: Invalid value: true: the grafanaOperator feature gate must be enabled to create a Datasource for Tempo",
    ],
    [
        "a sampling fraction that is no number",
        { observability: { tracing: { sampling_fraction: "x" } } },
        'spec.observability.tracing.sampling_fraction: Invalid value: "x": strconv.ParseFloat: parsing "x": invalid syntax',
    ],
    [
        "an agent without a port",
        { observability: { tracing: { jaeger_agent_endpoint: "nohost" } } },
        'spec.observability.tracing.jaeger_agent_endpoint: Invalid value: "nohost": address nohost: missing port in address',
    ],
    [
        "a metrics generator that writes nowhere",
        { template: { metricsGenerator: { enabled: true } } },
        "spec.template.metricsGenerator.remoteWriteURLs: Required value: at least one remote write URL is required when the metrics-generator is enabled",
    ],
    [
        "two things at once, both told",
        { serviceAccount: "mine", replicationFactor: 3 },
        `[${NO_ACCOUNT}, ${NO_QUORUM}]`,
    ],
];

const UNREADABLE: readonly Case[] = [
    [
        "a size that is no quantity",
        { storageSize: "abc" },
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
    ["a size with a foreign unit", { storageSize: "5kk" }, "unable to parse quantity's suffix"],
    [
        "a retention in days",
        { retention: { global: { traces: "2d" } } },
        'time: unknown unit "d" in duration "2d"',
    ],
    [
        "a retention without a unit",
        { retention: { global: { traces: "5" } } },
        'time: missing unit in duration "5"',
    ],
    ["a timeout that is none", { timeout: "soon" }, 'time: invalid duration "soon"'],
];

withOperators("given TempoStacks that cannot be", (place) => {
    let namespace: string;

    before(async () => {
        namespace = await makeNamespace(place().cluster);
        await makeSecret(place().cluster, namespace);
    });

    for (const [what, spec, refusal] of INVALID) {
        it(`refuses ${what}`, async () => {
            const answer = await tryOut(place().cluster, plainStack(namespace, spec));
            expect(answer.message).to.equal(invalid("TempoStack", refusal));
            expect(answer.status).to.equal(422);
        });
    }

    for (const [what, spec, message] of UNREADABLE) {
        it(`refuses ${what}`, async () => {
            const answer = await tryOut(place().cluster, plainStack(namespace, spec));
            expect(answer.message).to.equal(
                `admission webhook "mtempostack.tempo.grafana.com" denied the request: ${message}`,
            );
            expect(answer.status).to.equal(400);
        });
    }

    it("refuses a name that is too long for a label", async () => {
        const name = "a".repeat(64);
        const stack = plainStack(namespace);
        const metadata = { ...stack.metadata, name };
        const answer = await tryOut(place().cluster, { ...stack, metadata });
        expect(answer.message).to.contain(
            `is invalid: metadata.name: Invalid value: "${name}": must be no more than 63 characters`,
        );
    });

    it("refuses the name of a TempoMonolithic of the namespace, and the other way round", async () => {
        const { cluster } = place();
        const own = await makeNamespace(cluster);
        await makeSecret(cluster, own);
        const monolithic: ClusterObject = {
            apiVersion: "tempo.grafana.com/v1alpha1",
            kind: "TempoMonolithic",
            metadata: { name: "tmstack", namespace: own },
            spec: {},
        };
        const conflict = (kind: string, other: string): string =>
            invalid(
                kind,
                `metadata.name: Invalid value: "tmstack": Cannot create a ${kind} with the same name as a ${other} instance in the same namespace`,
            );
        await make(cluster, monolithic);
        await eventually("the TempoStack is refused", async () => {
            const { message } = await tryOut(cluster, plainStack(own));
            return message === conflict("TempoStack", "TempoMonolithic");
        });
        await remove(cluster.api, RESOURCES.TempoMonolithic, { namespace: own, name: "tmstack" });
        await eventually("the TempoStack is accepted", async () => {
            return (await tryOut(cluster, plainStack(own))).status === 201;
        });
        expect((await createWhenSeen(cluster, plainStack(own))).status).to.equal(201);
        await eventually("the TempoMonolithic is refused", async () => {
            const { message } = await tryOut(cluster, monolithic);
            return message === conflict("TempoMonolithic", "TempoStack");
        });
        await removeAndWait(cluster, "TempoStack", own, "tmstack");
    });
});

function invalid(kind: string, refusal: string): string {
    const webhook =
        kind === "TempoStack" ? "vtempostack.tempo.grafana.com" : "vtempomonolithic.kb.io";
    return `admission webhook "${webhook}" denied the request: ${kind}.tempo.grafana.com "tmstack" is invalid: ${refusal}`;
}
