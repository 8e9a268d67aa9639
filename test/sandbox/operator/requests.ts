/** Requests as a person would send them, refusals and warnings and all. */
import { request, type RequestOptions } from "node:https";

import { KubeConfig } from "@kubernetes/client-node";

import {
    collectionPath,
    objectPath,
    RESOURCES,
    resourceOf,
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
import type { TestCluster } from "./cluster.ts";
import { eventually } from "./waiting.ts";

/** What the API server answered, its warnings included. */
export interface Answer {
    readonly status: number;
    readonly body: unknown;
    readonly message: string;
    readonly warnings: readonly string[];
}

/** Creates an object; unknown members are refused. */
export async function create(cluster: TestCluster, object: ClusterObject): Promise<Answer> {
    return createWith(cluster, object, "");
}

/** Asks what would become of an object, and stores nothing. */
export async function tryOut(cluster: TestCluster, object: ClusterObject): Promise<Answer> {
    return createWith(cluster, object, "&dryRun=All");
}

async function createWith(
    cluster: TestCluster,
    object: ClusterObject,
    query: string,
): Promise<Answer> {
    const path = collectionPath(resourceOf(object.kind), object.metadata.namespace);
    return send(cluster, "POST", `${path}?fieldValidation=Strict${query}`, object);
}

/** Creates an object that has to be accepted. */
export async function make(cluster: TestCluster, object: ClusterObject): Promise<void> {
    const { status, message } = await create(cluster, object);
    if (status !== 201) throw new Error(message);
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
    const headers = Object.fromEntries(Object.entries(options.headers ?? {}));
    const url = `${config.getCurrentCluster()?.server ?? ""}${path}`;
    return new Promise((resolve, reject) => {
        const all = { ...headers, "content-type": "application/json" };
        const sent = request(url, { ...options, headers: all, method }, (response) => {
            let text = "";
            response.setEncoding("utf8");
            response.on("data", (chunk: string) => (text += chunk));
            response.on("error", reject);
            response.on("end", () => {
                const answer = parseJson(text);
                const { warning } = response.headers;
                resolve({
                    status: response.statusCode ?? 0,
                    body: answer,
                    message: textOf(valueAt(answer, "message")) ?? "",
                    warnings: warningsIn(warning),
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

/** Reads an object, or undefined. */
export async function get(
    { api }: TestCluster,
    kind: KnownKind,
    namespace: string | undefined,
    name: string,
): Promise<ClusterObject | undefined> {
    return read(api, RESOURCES[kind], { namespace, name });
}

/** Deletes an object, as Pulumi does (what belongs to it goes first), and waits until it is gone. */
export async function removeAndWait(
    cluster: TestCluster,
    kind: KnownKind,
    namespace: string | undefined,
    name: string,
): Promise<void> {
    const key = { namespace, name };
    await remove(cluster.api, RESOURCES[kind], key, { propagation: "Foreground" });
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
