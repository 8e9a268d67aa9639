/** TempoStacks, their Secrets and their namespaces, and what can be seen of them. */
import {
    collectionPath,
    RESOURCES,
    type ClusterObject,
} from "../../../sandbox/operator/cluster/objects.ts";
import { jsonList, valueAt, type JsonObject } from "../../../sandbox/operator/cluster/values.ts";
import type { TestCluster } from "./cluster.ts";
import { create, get, make, send, tryOut, type Answer } from "./requests.ts";
import { eventually } from "./waiting.ts";

/** The blueprint's Secret. */
export const TOKEN_SECRET = {
    bucket: "tracing-chainsaw-awssts-tempo-cioptmstack",
    region: "us-east-2",
    role_arn: "arn:aws:iam::123456789012:role/tracing-chainsaw-awssts-tempo-cioptmstack",
} as const;

/** Every component and what runs it. */
export const COMPONENT_KINDS = [
    ["distributor", "Deployment"],
    ["ingester", "StatefulSet"],
    ["querier", "Deployment"],
    ["compactor", "Deployment"],
    ["query-frontend", "Deployment"],
] as const;

/** Where a workload keeps its containers. */
export const CONTAINERS = ["spec", "template", "spec", "containers"] as const;

const STORAGE = { secret: { name: "aws-sts", type: "s3" } } as const;

/** Makes a namespace of a new name, or of the given one, and returns it. */
export async function makeNamespace(
    cluster: TestCluster,
    name = `specs-${Math.random().toString(36).slice(2, 10)}`,
): Promise<string> {
    await make(cluster, { apiVersion: "v1", kind: "Namespace", metadata: { name } });
    return name;
}

/** Makes the blueprint's Secret, or one with other members. */
export async function makeSecret(
    cluster: TestCluster,
    namespace: string,
    stringData: Readonly<Record<string, string>> = TOKEN_SECRET,
): Promise<void> {
    const metadata = { name: "aws-sts", namespace };
    await make(cluster, { apiVersion: "v1", kind: "Secret", metadata, stringData });
}

/** The blueprint's TempoStack, quantities as the blueprint writes them. */
export function blueprintStack(namespace: string, overrides: JsonObject = {}): ClusterObject {
    return plainStack(namespace, {
        storageSize: "10Gi",
        resources: { total: { limits: { memory: "4Gi", cpu: "2000m" } } },
        template: { queryFrontend: { jaegerQuery: { enabled: true, ingress: { type: "route" } } } },
        ...overrides,
    });
}

/** A TempoStack of which only the storage is said, and what is given. */
export function plainStack(namespace: string, spec: JsonObject = {}): ClusterObject {
    return {
        apiVersion: RESOURCES.TempoStack.apiVersion,
        kind: "TempoStack",
        metadata: { name: "tmstack", namespace },
        spec: { storage: STORAGE, ...spec },
    };
}

/** The real operator reads Secrets from a cache: a warning means that it has not seen it yet. */
export async function tryWhenSeen(cluster: TestCluster, stack: ClusterObject): Promise<Answer> {
    return eventually("the operator has seen the Secret", async () => {
        const answer = await tryOut(cluster, stack);
        const isLate = answer.warnings.some((one) => one.startsWith("could not fetch"));
        return isLate ? undefined : answer;
    });
}

/** Makes a TempoStack once the operator has seen its Secret. */
export async function createWhenSeen(cluster: TestCluster, stack: ClusterObject): Promise<Answer> {
    await tryWhenSeen(cluster, stack);
    return create(cluster, stack);
}

/** The condition that is True, as `Type/Reason: message`; joined by ` + ` should there be several. */
export async function conditionOf(cluster: TestCluster, namespace: string): Promise<string> {
    const stack = await get(cluster, "TempoStack", namespace, "tmstack");
    return jsonList(valueAt(stack, "status", "conditions"))
        .filter((one) => valueAt(one, "status") === "True")
        .map((one) => {
            const said = ["type", "reason", "message"].map((member) =>
                String(valueAt(one, member)),
            );
            return `${said[0] ?? ""}/${said[1] ?? ""}: ${said[2] ?? ""}`;
        })
        .join(" + ");
}

/** Waits until every component has a pod that is Ready and the TempoStack says so. */
export async function untilUp(
    cluster: TestCluster,
    namespace: string,
    timeoutMs = 25_000,
): Promise<ClusterObject> {
    const names = ["compactor", "distributor", "ingester", "querier", "queryFrontend"];
    const ask = async (): Promise<ClusterObject | undefined> => {
        const stack = await get(cluster, "TempoStack", namespace, "tmstack");
        const components = valueAt(stack, "status", "components");
        const isUp = names.every((one) => valueAt(components, one, "Ready", 0) !== undefined);
        const condition = await conditionOf(cluster, namespace);
        return isUp && condition.startsWith("Ready/") ? stack : undefined;
    };
    return eventually(`TempoStack ${namespace}/tmstack is up`, ask, timeoutMs);
}

/** Names and uids of the namespace's pods, those on their way out left aside. */
export async function podNames(
    cluster: TestCluster,
    namespace: string,
): Promise<readonly string[]> {
    const { body } = await send(cluster, "GET", collectionPath(RESOURCES.Pod, namespace));
    return jsonList(valueAt(body, "items"))
        .map((pod) => valueAt(pod, "metadata"))
        .filter((metadata) => valueAt(metadata, "deletionTimestamp") === undefined)
        .map(
            (metadata) =>
                `${String(valueAt(metadata, "name"))} ${String(valueAt(metadata, "uid"))}`,
        )
        .sort();
}
