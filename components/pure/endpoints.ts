// Where a Tempo instance is reached from inside the cluster.
import { operandName } from "./names/operand-names.ts";

/** An instance in its namespace. */
export interface TempoAddress {
    readonly namespace: string;
    readonly tempoName: string;
}

/** The ports of the operator's Services. */
export const PORTS = { otlpGrpc: 4317, otlpHttp: 4318, query: 3200, jaeger: 16686 } as const;

/** The Service that takes spans: `host:port` without a scheme, as OTLP's gRPC tools want it. */
export function otlpGrpcHost(address: TempoAddress): string {
    return `${serviceHost(address, "distributor")}:${PORTS.otlpGrpc}`;
}

/** Where spans go in over OTLP/gRPC. */
export function otlpGrpcEndpoint(address: TempoAddress): string {
    return `http://${otlpGrpcHost(address)}`;
}

/** Where spans go in over OTLP/HTTP. */
export function otlpHttpEndpoint(address: TempoAddress): string {
    return `http://${serviceHost(address, "distributor")}:${PORTS.otlpHttp}`;
}

/** Where Tempo's own API answers. */
export function queryEndpoint(address: TempoAddress): string {
    return `http://${serviceHost(address, "query-frontend")}:${PORTS.query}`;
}

/** Where Jaeger's UI and API answer, if the instance has them. */
export function jaegerEndpoint(address: TempoAddress): string {
    return `http://${serviceHost(address, "query-frontend")}:${PORTS.jaeger}`;
}

/** The name of the Route (or Ingress) of the Jaeger UI, if the instance has one. */
export function jaegerRouteName(tempoName: string): string {
    return operandName(tempoName, "query-frontend");
}

function serviceHost(
    { namespace, tempoName }: TempoAddress,
    component: "distributor" | "query-frontend",
): string {
    return `${operandName(tempoName, component)}.${namespace}.svc`;
}
