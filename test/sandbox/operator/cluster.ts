/** One control plane for all specs of this room, and the requests they make. */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { request, type RequestOptions } from "node:https";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { KubeConfig } from "@kubernetes/client-node";

import {
    startControlPlane,
    type ControlPlane,
} from "../../../sandbox/control-plane/control-plane.ts";
import { ClusterApi } from "../../../sandbox/operator/cluster/cluster-api.ts";
import {
    collectionPath,
    objectPath,
    RESOURCES,
    type ClusterObject,
    type KnownKind,
} from "../../../sandbox/operator/cluster/objects.ts";
import {
    parseJson,
    textOf,
    valueAt,
    type JsonObject,
} from "../../../sandbox/operator/cluster/values.ts";
import { read, remove } from "../../../sandbox/operator/cluster/verbs.ts";
import { ensureControlPlane } from "../../../sandbox/setup/control-plane-binaries.ts";

export const ISSUER = "https://issuer.example.test/operator-specs";

/** The operator's own definitions, where they are at hand. */
export const GIVEN_DEFINITIONS = resolve(process.env["TEMPO_STS_CRDS"] ?? "../shared/crds");

/** A cluster to test against. */
export interface TestCluster {
    readonly kubeconfig: string;
    readonly context: string;
    readonly api: ClusterApi;
    stop(): Promise<void>;
}

/** Starts a control plane that knows no custom kinds yet. */
export async function startCluster(): Promise<TestCluster> {
    const dir = await mkdtemp(join(tmpdir(), "tempo-sts-operator-specs-"));
    const plane = await startPlane(dir);
    const { kubeconfig, context } = plane;
    const api = await ClusterApi.connect({ kubeconfig, context });
    return {
        kubeconfig,
        context,
        api,
        stop: async () => {
            api.close();
            await plane.stop();
            await rm(dir, { recursive: true, force: true });
        },
    };
}

async function startPlane(dir: string): Promise<ControlPlane> {
    return startControlPlane({ dir, binaries: await ensureControlPlane(), issuer: ISSUER });
}

/** Skips aloud where the operator's own definitions are missing; in CI that is a failure. */
export function needGivenDefinitions(context: Mocha.Context): void {
    if (existsSync(GIVEN_DEFINITIONS)) return;
    const what = `no operator's definitions at ${GIVEN_DEFINITIONS} (TEMPO_STS_CRDS)`;
    if (process.env["CI"]) throw new Error(what);
    process.stdout.write(`      skipped: ${what}\n`);
    context.skip();
}

/** What the API server answered, its warnings included. */
export interface Answer {
    readonly status: number;
    readonly body: unknown;
    readonly message: string;
    readonly warnings: readonly string[];
}

/** Creates an object as a person would, refusals and warnings and all. */
export async function create(
    cluster: TestCluster,
    object: ClusterObject,
    query = "",
): Promise<Answer> {
    const kind = object.kind as KnownKind;
    const path = collectionPath(RESOURCES[kind], object.metadata.namespace);
    return send(cluster, "POST", `${path}?fieldValidation=Strict${query}`, object);
}

/** Sends one request and keeps everything of the answer. */
export async function send(
    { kubeconfig, context }: TestCluster,
    method: string,
    path: string,
    body?: unknown,
): Promise<Answer> {
    const config = new KubeConfig();
    config.loadFromFile(kubeconfig);
    config.setCurrentContext(context);
    const options: RequestOptions = {};
    await config.applyToHTTPSOptions(options);
    const url = `${config.getCurrentCluster()?.server ?? ""}${path}`;
    return new Promise((resolvePromise, reject) => {
        const headers = { ...options.headers, "content-type": "application/json" };
        const sent = request(url, { ...options, headers, method }, (response) => {
            let text = "";
            response.setEncoding("utf8");
            response.on("data", (chunk: string) => (text += chunk));
            response.on("error", reject);
            response.on("end", () => {
                const answer = parseJson(text);
                resolvePromise({
                    status: response.statusCode ?? 0,
                    body: answer,
                    message: textOf(valueAt(answer, "message")) ?? "",
                    warnings: warningsIn(response.headers["warning"]),
                });
            });
        });
        sent.on("error", reject);
        sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
}

function warningsIn(header: string | undefined): readonly string[] {
    const found = (header ?? "").matchAll(/299 - "((?:[^"\\]|\\.)*)"/gu);
    return [...found].map(([, text = ""]) => text.replace(/\\(.)/gu, "$1"));
}

/** Makes a namespace and returns its name. */
export async function makeNamespace(cluster: TestCluster, prefix = "specs"): Promise<string> {
    const name = `${prefix}-${Math.random().toString(36).slice(2, 10)}`;
    const { status, message } = await create(cluster, {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name },
    });
    if (status !== 201) throw new Error(message);
    return name;
}

/** Makes the blueprint's Secret, or one with other members. */
export async function makeSecret(
    cluster: TestCluster,
    namespace: string,
    stringData: Readonly<Record<string, string>> = TOKEN_SECRET,
    name = "aws-sts",
): Promise<void> {
    const { status, message } = await create(cluster, {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name, namespace },
        stringData,
    });
    if (status !== 201) throw new Error(message);
}

/** The blueprint's Secret. */
export const TOKEN_SECRET = {
    bucket: "tracing-chainsaw-awssts-tempo-cioptmstack",
    region: "us-east-2",
    role_arn: "arn:aws:iam::123456789012:role/tracing-chainsaw-awssts-tempo-cioptmstack",
} as const;

/** The blueprint's TempoStack, quantities as the blueprint writes them. */
export function blueprintStack(namespace: string, overrides: JsonObject = {}): ClusterObject {
    return {
        apiVersion: RESOURCES.TempoStack.apiVersion,
        kind: "TempoStack",
        metadata: { name: "tmstack", namespace },
        spec: {
            storage: { secret: { name: "aws-sts", type: "s3" } },
            storageSize: "10Gi",
            resources: { total: { limits: { memory: "4Gi", cpu: "2000m" } } },
            template: {
                queryFrontend: { jaegerQuery: { enabled: true, ingress: { type: "route" } } },
            },
            ...overrides,
        },
    };
}

/** Reads an object, or undefined. */
export async function get(
    { api }: TestCluster,
    kind: KnownKind,
    namespace: string | undefined,
    name: string,
): Promise<ClusterObject | undefined> {
    return read(api, RESOURCES[kind], { namespace, name });
}

/** Deletes an object and waits until it is gone. */
export async function removeAndWait(
    cluster: TestCluster,
    kind: KnownKind,
    namespace: string | undefined,
    name: string,
): Promise<void> {
    await remove(cluster.api, RESOURCES[kind], { namespace, name });
    await eventually(`${kind} ${name} is gone`, async () => {
        return (await get(cluster, kind, namespace, name)) === undefined;
    });
}

/** Deletes as Pulumi does: what belongs to the object goes first. Waits until it is gone. */
export async function removeInForeground(
    cluster: TestCluster,
    kind: KnownKind,
    namespace: string,
    name: string,
): Promise<void> {
    const body = { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy: "Foreground" };
    await cluster.api.request("DELETE", objectPath(RESOURCES[kind], { namespace, name }), { body });
    await eventually(`${kind} ${name} is gone`, async () => {
        return (await get(cluster, kind, namespace, name)) === undefined;
    });
}

/** JSON merge patch, as a person would send it. */
export async function patch(
    { api }: TestCluster,
    kind: KnownKind,
    namespace: string,
    name: string,
    body: JsonObject,
): Promise<void> {
    await api.request("PATCH", objectPath(RESOURCES[kind], { namespace, name }), {
        contentType: "application/merge-patch+json",
        body,
    });
}

/** The condition that is True, as `Type/Reason: message`. */
export async function conditionOf(
    cluster: TestCluster,
    namespace: string,
    name = "tmstack",
): Promise<string> {
    const stack = await get(cluster, "TempoStack", namespace, name);
    const conditions = valueAt(stack, "status", "conditions");
    const all = Array.isArray(conditions) ? (conditions as unknown[]) : [];
    return all
        .filter((one) => valueAt(one, "status") === "True")
        .map((one) => {
            const [type, reason, message] = ["type", "reason", "message"].map((member) =>
                String(valueAt(one, member)),
            );
            return `${type ?? ""}/${reason ?? ""}: ${message ?? ""}`;
        })
        .join(" + ");
}

/** Asks again and again until the answer is truthy. */
export async function eventually<T>(
    what: string,
    ask: () => Promise<T>,
    timeoutMs = 8000,
): Promise<NonNullable<T>> {
    const deadline = Date.now() + timeoutMs;
    let last: unknown;
    while (Date.now() < deadline) {
        const answer = await ask();
        if (answer) return answer;
        last = answer;
        await wait(30);
    }
    throw new Error(`not within ${String(timeoutMs)} ms: ${what} (last: ${JSON.stringify(last)})`);
}

/** Waits until every component has a pod that is Ready and the TempoStack says so. */
export async function untilUp(
    cluster: TestCluster,
    namespace: string,
    name = "tmstack",
    timeoutMs = 15_000,
): Promise<ClusterObject> {
    return eventually(
        `TempoStack ${namespace}/${name} is up`,
        async () => {
            const stack = await get(cluster, "TempoStack", namespace, name);
            const components = valueAt(stack, "status", "components");
            const names = ["compactor", "distributor", "ingester", "querier", "queryFrontend"];
            const up = names.every((one) => valueAt(components, one, "Ready", 0) !== undefined);
            const condition = await conditionOf(cluster, namespace, name);
            return up && condition.startsWith("Ready/") ? stack : undefined;
        },
        timeoutMs,
    );
}
