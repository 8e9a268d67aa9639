/** The chain that was deployed, from the deployment's own outputs. */
import { STS_AUDIENCE } from "../../components/pure/issuer.ts";
import type { Settings } from "../../stacks/settings/settings.ts";
import type { Chain } from "./report.ts";

type Outputs = Readonly<Record<string, unknown>>;

const ENDPOINTS = [
    ["OTLP gRPC, in the cluster", "otlpGrpcEndpoint"],
    ["OTLP HTTP, in the cluster", "otlpHttpEndpoint"],
    ["Tempo, in the cluster", "queryEndpoint"],
    ["Jaeger, in the cluster", "jaegerEndpoint"],
    ["Jaeger, by its Route", "routeHost"],
] as const;

/** The links, by name. */
export function chainOf(settings: Settings, issuer: string, outputs: Outputs): Chain {
    const { namespace, tempoName, region, bucket } = settings;
    return {
        ...{ namespace, tempoName, region, issuer },
        serviceAccounts: textsOf(outputs, "serviceAccounts"),
        audience: STS_AUDIENCE,
        providerArn: textOf(outputs, "providerArn"),
        roleArn: textOf(outputs, "roleArn"),
        bucketName: textOf(outputs, "bucketName"),
        ...(bucket.prefix === undefined ? {} : { prefix: bucket.prefix }),
        secretName: textOf(outputs, "secretName"),
    };
}

/** Where Tempo would be reached, with words for each. */
export function addressesOf(outputs: Outputs): [string, string][] {
    return ENDPOINTS.flatMap(([words, name]): [string, string][] => {
        const value = outputs[name];
        return typeof value === "string" && value !== "" ? [[words, value]] : [];
    });
}

function textOf(outputs: Outputs, name: string): string {
    const value = outputs[name];
    if (typeof value !== "string" || value === "") throw unexpected(name, "a text", value);
    return value;
}

function textsOf(outputs: Outputs, name: string): string[] {
    const value = outputs[name];
    if (!Array.isArray(value) || value.length === 0) throw unexpected(name, "a list", value);
    return value.map(String);
}

function unexpected(name: string, expected: string, value: unknown): Error {
    const found = value === undefined ? "nothing" : JSON.stringify(value);
    return new Error(`expected ${expected} in the deployment's output ${name}, got ${found}`);
}
