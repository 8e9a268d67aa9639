/** The few verbs the operator's room needs, over one API server. */
import { isNotFound } from "./api-error.ts";
import type { ClusterApi } from "./cluster-api.ts";
import {
    asClusterObject,
    collectionPath,
    objectPath,
    resourceOf,
    type ClusterObject,
    type ResourceType,
} from "./objects.ts";
import { jsonList, valueAt, type JsonObject } from "./values.ts";

/** The name under which fields written here are owned. */
export const FIELD_MANAGER = "tempo-sts-sandbox";

/** Where one object is. */
export interface ObjectKey {
    readonly namespace?: string | undefined;
    readonly name: string;
}

/** Reads one object; undefined when it (or its type) does not exist. */
export async function read(
    api: ClusterApi,
    type: ResourceType,
    key: ObjectKey,
    signal?: AbortSignal,
): Promise<ClusterObject | undefined> {
    try {
        const answer = await api.request("GET", objectPath(type, key), { signal });
        return asClusterObject(answer, type);
    } catch (error) {
        if (isNotFound(error)) return undefined;
        throw error;
    }
}

/** Lists all objects of a type. */
export async function list(
    api: ClusterApi,
    type: ResourceType,
    options: { readonly namespace?: string; readonly labelSelector?: string } = {},
): Promise<readonly ClusterObject[]> {
    const answer = await api.request("GET", collectionPath(type, options.namespace), {
        query: { labelSelector: options.labelSelector },
    });
    return jsonList(valueAt(answer, "items")).map((item) => asClusterObject(item, type));
}

/** Server-side apply: makes the object or takes over the fields it names. */
export async function apply(
    api: ClusterApi,
    object: ClusterObject,
    signal?: AbortSignal,
): Promise<ClusterObject> {
    const type = resourceOf(object.kind);
    const answer = await api.request("PATCH", objectPath(type, object.metadata), {
        query: { fieldManager: FIELD_MANAGER, force: true },
        contentType: "application/apply-patch+yaml",
        body: object,
        signal,
    });
    return asClusterObject(answer, type);
}

/** JSON merge patch of an object or, with `subresource`, of its status. */
export async function mergePatch(
    api: ClusterApi,
    type: ResourceType,
    key: ObjectKey,
    patch: JsonObject,
    options: { readonly subresource?: "status"; readonly signal?: AbortSignal | undefined } = {},
): Promise<ClusterObject> {
    const suffix = options.subresource === undefined ? "" : `/${options.subresource}`;
    const answer = await api.request("PATCH", `${objectPath(type, key)}${suffix}`, {
        query: { fieldManager: FIELD_MANAGER },
        contentType: "application/merge-patch+json",
        body: patch,
        signal: options.signal,
    });
    return asClusterObject(answer, type);
}

/** Replaces the whole status of an object, so that map members which are gone go too. */
export async function replaceStatus(
    api: ClusterApi,
    type: ResourceType,
    key: ObjectKey,
    status: JsonObject,
    signal?: AbortSignal,
): Promise<ClusterObject> {
    const answer = await api.request("PATCH", `${objectPath(type, key)}/status`, {
        query: { fieldManager: FIELD_MANAGER },
        contentType: "application/json-patch+json",
        body: [{ op: "add", path: "/status", value: status }],
        signal,
    });
    return asClusterObject(answer, type);
}

/** Deletes one object; one that is already gone is no error. */
export async function remove(
    api: ClusterApi,
    type: ResourceType,
    key: ObjectKey,
    options: {
        readonly signal?: AbortSignal | undefined;
        /** Whether what belongs to it goes before it or after it. @default Background */
        readonly propagation?: "Background" | "Foreground";
    } = {},
): Promise<void> {
    const propagationPolicy = options.propagation ?? "Background";
    try {
        await api.request("DELETE", objectPath(type, key), {
            body: { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy },
            signal: options.signal,
        });
    } catch (error) {
        if (!isNotFound(error)) throw error;
    }
}
