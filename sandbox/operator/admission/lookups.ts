/** What a webhook or a reconciliation reads of the cluster around a custom resource. */
import type { ClusterApi } from "../cluster/cluster-api.ts";
import { RESOURCES, type ClusterObject, type ResourceType } from "../cluster/objects.ts";
import { jsonObject, textOf } from "../cluster/values.ts";
import { read } from "../cluster/verbs.ts";
import type { StackIdentity } from "./stack-defaults.ts";
import type { StackSpec } from "./stack-spec.ts";
import type { Entries, Lookup } from "./storage.ts";
import type { StackSurroundings } from "./validate-stack.ts";

/** Reads everything around a TempoStack that decides on its verdict. */
export async function lookAround(
    api: ClusterApi,
    { namespace, name }: StackIdentity,
    spec: StackSpec,
    signal: AbortSignal,
): Promise<StackSurroundings> {
    const key = (object: string) => ({ namespace, name: object });
    const account = key(spec.serviceAccount ?? "");
    const [storage, serviceAccount, monolithic] = await Promise.all([
        readStorage(api, namespace, spec, signal),
        read(api, RESOURCES.ServiceAccount, account, signal),
        read(api, RESOURCES.TempoMonolithic, key(name), signal),
    ]);
    return {
        ...storage,
        serviceAccountProblem: serviceAccount
            ? undefined
            : notFound(RESOURCES.ServiceAccount, account.name),
        monolithicExists: monolithic !== undefined,
    };
}

/** Reads the storage Secret and, where one is named, the ConfigMap of the authority. */
export async function readStorage(
    api: ClusterApi,
    namespace: string,
    spec: StackSpec,
    signal: AbortSignal,
): Promise<Pick<StackSurroundings, "secret" | "authority">> {
    const { secret, tls } = spec.storage;
    const [foundSecret, authority] = await Promise.all([
        readSecret(api, { namespace, name: secret.name }, signal),
        tls.caName === undefined
            ? undefined
            : readConfigMap(api, { namespace, name: tls.caName }, signal),
    ]);
    return { secret: foundSecret, authority };
}

/** Reads a Secret, decoded. */
export async function readSecret(
    api: ClusterApi,
    key: StackIdentity,
    signal: AbortSignal,
): Promise<Lookup<Entries>> {
    const secret = await read(api, RESOURCES.Secret, key, signal);
    return secret
        ? { found: secretEntries(secret) }
        : { problem: notFound(RESOURCES.Secret, key.name) };
}

/** The decoded members of a Secret. */
export function secretEntries(secret: ClusterObject): Entries {
    return entries(secret["data"], (value) => Buffer.from(value, "base64").toString("utf8"));
}

async function readConfigMap(
    api: ClusterApi,
    key: StackIdentity,
    signal: AbortSignal,
): Promise<Lookup<Entries>> {
    const map = await read(api, RESOURCES.ConfigMap, key, signal);
    return map
        ? { found: entries(map["data"], (value) => value) }
        : { problem: notFound(RESOURCES.ConfigMap, key.name) };
}

function entries(data: unknown, decode: (value: string) => string): Entries {
    return Object.fromEntries(
        Object.entries(jsonObject(data)).map(([key, value]) => [key, decode(textOf(value) ?? "")]),
    );
}

function notFound(type: ResourceType, name: string): string {
    return `${type.kind} "${name}" not found`;
}
