/** TempoStack and TempoMonolithic for where the operator's own definitions cannot be had. */
import { RESOURCES, type ClusterObject } from "../operator/cluster/objects.ts";
import { definition } from "./definition.ts";
import {
    flag,
    integer,
    listOf,
    mapOf,
    object,
    oneOf,
    openObject,
    quantity,
    text,
    withDefault,
    type Schema,
} from "./schema.ts";

const storage = object(
    {
        secret: object(
            {
                name: text({ minLength: 1 }),
                type: oneOf("azure", "gcs", "s3"),
                credentialMode: oneOf("static", "token", "token-cco"),
            },
            ["name", "type"],
        ),
        tls: object({
            enabled: flag,
            caName: text(),
            certName: text(),
            minVersion: text(),
            cipherSuites: listOf(text()),
        }),
    },
    ["secret"],
);

const resourceRequirements = object({
    limits: mapOf(quantity),
    requests: mapOf(quantity),
    claims: listOf(openObject()),
});

const ingress = object({
    type: oneOf("ingress", "route", "none", ""),
    annotations: mapOf(text()),
    host: text(),
    ingressClassName: text(),
    route: object({ termination: oneOf("insecure", "edge", "passthrough", "reencrypt") }),
});

const jaegerQuery = object({
    enabled: flag,
    ingress,
    authentication: object({ enabled: flag, sar: text(), resources: resourceRequirements }),
    findTracesConcurrentRequests: integer,
    monitorTab: object({ enabled: flag, prometheusEndpoint: text(), redMetricsNamespace: text() }),
    resources: resourceRequirements,
    servicesQueryDuration: text(),
    tempoQuery: object({ resources: resourceRequirements }),
});

const componentMembers = { replicas: integer, resources: resourceRequirements };

const template = object({
    ingester: openObject(componentMembers),
    compactor: openObject(componentMembers),
    querier: openObject(componentMembers),
    distributor: openObject({ component: openObject(componentMembers) }),
    queryFrontend: object({
        component: openObject(componentMembers),
        jaegerQuery,
        mcpServer: object({ enabled: flag }),
    }),
    gateway: openObject({ component: openObject(componentMembers), enabled: flag }),
    metricsGenerator: openObject({ component: openObject(componentMembers), enabled: flag }),
});

const environmentVariable = object({ name: text(), value: text(), valueFrom: openObject() }, [
    "name",
]);

/** What tempo-sts writes is checked strictly; of the rest only the form is. */
const stackSpec = object(
    {
        managementState: withDefault(oneOf("Managed", "Unmanaged"), "Managed"),
        size: oneOf("1x.demo", "1x.pico", "1x.extra-small", "1x.small", "1x.medium"),
        storage,
        storageSize: withDefault(quantity, "10Gi"),
        storageClassName: text(),
        resources: object({ total: resourceRequirements }),
        retention: object({
            global: object({ traces: text() }),
            perTenant: mapOf(object({ traces: text() })),
        }),
        template,
        env: listOf(environmentVariable),
        envFrom: listOf(openObject()),
        serviceAccount: text(),
        replicationFactor: integer,
        replicationZones: listOf(
            object({ maxSkew: withDefault(integer, 1), topologyKey: text() }, ["topologyKey"]),
        ),
        timeout: text(),
        networkPolicy: object({ enabled: withDefault(flag, true) }),
        observability: openObject({
            metrics: openObject(),
            grafana: openObject(),
            tracing: openObject({ jaeger_agent_endpoint: withDefault(text(), "localhost:6831") }),
        }),
        search: object({
            defaultResultLimit: integer,
            maxDuration: text(),
            maxResultLimit: integer,
        }),
        tenants: openObject({ mode: withDefault(oneOf("static", "openshift"), "static") }),
        images: openObject(),
        limits: openObject(),
        hashRing: openObject(),
        extraConfig: openObject(),
    },
    ["storage"],
);

const podNames = mapOf(listOf(text()));

const stackStatus = object({
    operatorVersion: text(),
    tempoVersion: text(),
    tempoQueryVersion: text(),
    components: object({
        compactor: podNames,
        distributor: podNames,
        ingester: podNames,
        querier: podNames,
        queryFrontend: podNames,
        gateway: podNames,
        metricsGenerator: podNames,
    }),
    conditions: listOf(
        object(
            {
                type: text(),
                status: oneOf("True", "False", "Unknown"),
                reason: text({ minLength: 1 }),
                message: text(),
                lastTransitionTime: text({ format: "date-time" }),
                observedGeneration: integer,
            },
            ["type", "status", "reason", "message", "lastTransitionTime"],
        ),
    ),
});

const READY_COLUMN = {
    name: "Ready",
    type: "string",
    jsonPath: '.status.conditions[?(@.type=="Ready")].status',
} as const;

/** A definition of our own of each kind that the operator serves. */
export function ownTempoDefinitions(): readonly ClusterObject[] {
    return [
        definition({
            type: RESOURCES.TempoStack,
            spec: stackSpec,
            status: stackStatus,
            shortNames: ["tempo", "tempos"],
            columns: [
                { name: "Management", type: "string", jsonPath: ".spec.managementState" },
                { name: "Tempo Version", type: "string", jsonPath: ".status.tempoVersion" },
                READY_COLUMN,
            ],
        }),
        definition({
            type: RESOURCES.TempoMonolithic,
            spec: monolithicSpec(),
            columns: [READY_COLUMN],
        }),
    ];
}

/** tempo-sts writes no TempoMonolithic: only its storage, which decides on verdicts, is looked at. */
function monolithicSpec(): Schema {
    const s3 = object({
        secret: text({ minLength: 1 }),
        credentialMode: oneOf("static", "token", "token-cco"),
        tls: openObject(),
    });
    return openObject({
        storage: object({
            traces: openObject({ backend: oneOf("memory", "pv", "azure", "gcs", "s3"), s3 }),
        }),
    });
}
