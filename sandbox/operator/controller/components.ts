/** The five components of a TempoStack: what each is made of, as data. */
import { PORTS } from "../../../components/pure/endpoints.ts";
import type { StackSpec } from "../admission/stack-spec.ts";

/** A port of a container and of the Service before it. */
export interface NamedPort {
    readonly name: string;
    readonly port: number;
    readonly protocol?: "TCP" | "UDP";
}

/** A component that runs in pods of its own. */
export interface ComponentFacts {
    readonly name: "distributor" | "ingester" | "querier" | "query-frontend" | "compactor";
    /** Its name in `status.components`. */
    readonly statusName: "distributor" | "ingester" | "querier" | "queryFrontend" | "compactor";
    readonly kind: "Deployment" | "StatefulSet";
    /** Whether it reads or writes traces in the object storage. */
    readonly usesStorage: boolean;
    readonly configFile: string;
    readonly ports: readonly NamedPort[];
    readonly settings: (spec: StackSpec) => StackSpec["template"]["ingester"];
}

const HTTP = { name: "http", port: PORTS.query } as const;
const GRPC = { name: "grpc", port: 9095 } as const;

/** The port of the ring's gossip. */
export const GOSSIP = { name: "http-memberlist", port: 7946 } as const;

/** Ports that the Jaeger UI adds to the query frontend. */
export const JAEGER_PORTS: readonly NamedPort[] = [
    { name: "jaeger-grpc", port: 16685 },
    { name: "jaeger-ui", port: PORTS.jaeger },
    { name: "jaeger-metrics", port: 16687 },
];

/** The port of OpenShift's login proxy before the Jaeger UI. */
export const LOGIN_PORT = { name: "oauth-proxy", port: 8443 } as const;

/** The port of the adapter between Jaeger's query service and Tempo. */
export const ADAPTER_PORT = { name: "proxy-grpc", port: 7777 } as const;

/** The port of gRPC load balancing on the query frontend's headless Service. */
export const BALANCER_PORT = { name: "grpclb", port: 9096 } as const;

const MAIN_CONFIG = "tempo.yaml";

/** All components, in the order in which spans and queries pass them. */
export const COMPONENTS: readonly ComponentFacts[] = [
    {
        name: "distributor",
        statusName: "distributor",
        kind: "Deployment",
        usesStorage: false,
        configFile: MAIN_CONFIG,
        ports: [
            { name: "otlp-http", port: PORTS.otlpHttp },
            { name: "otlp-grpc", port: PORTS.otlpGrpc },
            HTTP,
            { name: "thrift-http", port: 14268 },
            { name: "thrift-compact", port: 6831, protocol: "UDP" },
            { name: "thrift-binary", port: 6832, protocol: "UDP" },
            { name: "jaeger-grpc", port: 14250 },
            { name: "http-zipkin", port: 9411 },
        ],
        settings: (spec) => spec.template.distributor.component,
    },
    {
        name: "ingester",
        statusName: "ingester",
        kind: "StatefulSet",
        usesStorage: true,
        configFile: MAIN_CONFIG,
        ports: [HTTP, GRPC],
        settings: (spec) => spec.template.ingester,
    },
    {
        name: "querier",
        statusName: "querier",
        kind: "Deployment",
        usesStorage: true,
        configFile: MAIN_CONFIG,
        ports: [GOSSIP, HTTP, GRPC],
        settings: (spec) => spec.template.querier,
    },
    {
        name: "query-frontend",
        statusName: "queryFrontend",
        kind: "Deployment",
        usesStorage: true,
        configFile: "tempo-query-frontend.yaml",
        ports: [HTTP, GRPC],
        settings: (spec) => spec.template.queryFrontend.component,
    },
    {
        name: "compactor",
        statusName: "compactor",
        kind: "Deployment",
        usesStorage: true,
        configFile: MAIN_CONFIG,
        ports: [GOSSIP, HTTP],
        settings: (spec) => spec.template.compactor,
    },
];

/** Labels on everything that belongs to one TempoStack. */
export function instanceLabels(tempoName: string): Readonly<Record<string, string>> {
    return {
        "app.kubernetes.io/name": "tempo",
        "app.kubernetes.io/instance": tempoName,
        "app.kubernetes.io/managed-by": "tempo-operator",
    };
}

/** The same with the component. */
export function componentLabels(
    tempoName: string,
    component: string,
): Readonly<Record<string, string>> {
    return { ...instanceLabels(tempoName), "app.kubernetes.io/component": component };
}

/** Selects what an operator has made, whichever instance it belongs to. */
export const OPERAND_SELECTOR = "app.kubernetes.io/managed-by=tempo-operator";
