/** The spec of a TempoStack as the operator's Go types hold it. */
import { z } from "zod";

import {
    count,
    decodeMessage,
    duration,
    flag,
    foreign,
    list,
    optionalCount,
    optionalDuration,
    optionalFlag,
    optionalText,
    quantity,
    requiredFlag,
    requiredText,
    resourceRequirements,
    struct,
    text,
    textMap,
    texts,
    withoutNulls,
} from "./go-values.ts";

const tls = struct({
    enabled: requiredFlag,
    caName: text,
    certName: text,
    minVersion: text,
    cipherSuites: texts,
});

const component = {
    replicas: optionalCount,
    nodeSelector: textMap,
    tolerations: list,
    resources: resourceRequirements,
    podSecurityContext: foreign,
};

const ingress = struct({
    type: text,
    annotations: textMap,
    host: text,
    ingressClassName: optionalText,
    route: struct({ termination: text }),
});

const rateLimits = {
    ingestion: struct({
        ingestionBurstSizeBytes: optionalCount,
        ingestionRateLimitBytes: optionalCount,
        maxBytesPerTrace: optionalCount,
        maxTracesPerUser: optionalCount,
    }),
    query: struct({
        maxBytesPerTagValues: optionalCount,
        maxSearchBytesPerTrace: optionalCount,
        maxSearchDuration: duration,
    }),
};

const jaegerQuery = struct({
    enabled: requiredFlag,
    ingress,
    monitorTab: struct({
        enabled: requiredFlag,
        prometheusEndpoint: requiredText,
        redMetricsNamespace: optionalText,
    }),
    resources: resourceRequirements,
    tempoQuery: struct({ resources: resourceRequirements }),
    servicesQueryDuration: optionalDuration,
    findTracesConcurrentRequests: count,
    authentication: z
        .object({ enabled: requiredFlag, sar: text, resources: resourceRequirements })
        .optional(),
});

const template = struct({
    distributor: struct({ component: struct(component), tls }),
    ingester: struct(component),
    compactor: struct(component),
    querier: struct(component),
    queryFrontend: struct({
        component: struct(component),
        jaegerQuery,
        mcpServer: struct({ enabled: flag }),
    }),
    gateway: struct({
        component: struct(component),
        enabled: requiredFlag,
        ingress,
        rbac: struct({ enabled: requiredFlag }),
    }),
    metricsGenerator: struct({
        enabled: requiredFlag,
        component: struct(component),
        remoteWriteURLs: texts,
        processors: texts,
    }),
});

const observability = struct({
    metrics: struct({
        createServiceMonitors: flag,
        extraServiceMonitorLabels: textMap,
        createPrometheusRules: flag,
        extraPrometheusRuleLabels: textMap,
    }),
    tracing: struct({
        sampling_fraction: text,
        jaeger_agent_endpoint: text,
        otlp_http_endpoint: text,
    }),
    grafana: struct({
        createDatasource: flag,
        instanceSelector: struct({ matchLabels: textMap, matchExpressions: list }),
    }),
});

const environmentVariable = z.object({ name: requiredText, value: text, valueFrom: foreign });

const stackSpec = struct({
    managementState: text,
    size: text,
    limits: struct({
        perTenant: z.record(z.string(), z.object(rateLimits)).optional(),
        global: struct(rateLimits),
    }),
    timeout: duration,
    storageClassName: optionalText,
    resources: struct({ total: resourceRequirements }),
    storageSize: quantity,
    images: struct({
        tempo: text,
        tempoQuery: text,
        jaegerQuery: text,
        tempoGateway: text,
        tempoGatewayOpa: text,
        oauthProxy: text,
    }),
    storage: struct({
        tls,
        secret: struct({ type: requiredText, credentialMode: text, name: requiredText }),
    }),
    retention: struct({
        perTenant: z.record(z.string(), z.object({ traces: duration })).optional(),
        global: struct({ traces: duration }),
    }),
    serviceAccount: text,
    search: struct({
        defaultResultLimit: optionalCount,
        maxDuration: duration,
        maxResultLimit: count,
    }),
    hashRing: struct({
        memberlist: struct({ enableIPv6: optionalFlag, instanceAddrType: text }),
    }),
    template,
    replicationFactor: count,
    replicationZones: z
        .array(z.object({ maxSkew: z.number().default(0), topologyKey: requiredText }))
        .optional(),
    tenants: foreign,
    observability,
    networkPolicy: struct({ enabled: optionalFlag }),
    extraConfig: foreign,
    env: z.array(environmentVariable).optional(),
    envFrom: list,
});

/** A TempoStack's spec with every structure in place. */
export type StackSpec = z.output<typeof stackSpec>;

/** What reading a spec gives. */
export type StackSpecResult =
    | { readonly ok: true; readonly spec: StackSpec }
    | { readonly ok: false; readonly message: string };

/** Reads a spec as the operator would; members it does not know are dropped. */
export function readStackSpec(raw: unknown): StackSpecResult {
    const result = stackSpec.safeParse(withoutNulls(raw));
    return result.success
        ? { ok: true, spec: result.data }
        : { ok: false, message: decodeMessage(result.error, "spec") };
}
