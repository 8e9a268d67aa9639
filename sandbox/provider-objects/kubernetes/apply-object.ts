/** Server-side apply: the server merges, and removes what was applied before and is not any more. */
import { ApiError } from "../../operator/cluster/api-error.ts";
import { asRecord } from "../wire-values.ts";
import type { Cluster, ServedKind } from "./cluster.ts";
import { type KubeObject, listAt, metadataText, titleOf } from "./kube-object.ts";
import { CREATION_MANAGER } from "./make-object.ts";

/** How to apply. */
export interface ApplyOptions {
    readonly fieldManager: string;
    /** Take fields over that someone else owns. */
    readonly force: boolean;
    readonly signal?: AbortSignal | undefined;
}

/** Applies the object and returns what the server made of it. */
export async function applyObject(
    cluster: Cluster,
    served: ServedKind,
    object: KubeObject,
    options: ApplyOptions,
): Promise<KubeObject> {
    const { fieldManager, force, signal } = options;
    const path = cluster.path(
        served,
        metadataText(object, "namespace"),
        metadataText(object, "name"),
    );
    try {
        const answer = await cluster.api.request("PATCH", path, {
            query: { fieldManager, force, fieldValidation: "Strict" },
            // JSON is YAML.
            contentType: "application/apply-patch+yaml",
            body: object,
            signal,
        });
        return asRecord(answer);
    } catch (error) {
        if (!(error instanceof ApiError) || error.reason !== "Conflict") throw error;
        throw new Error(
            `the resource managed by field manager "${fieldManager}" had an apply conflict: ${error.message}. Give the field up, or set the annotation pulumi.com/patchForce to "true" on ${titleOf(object)} to take it over.`,
            { cause: error },
        );
    }
}

/**
 * Turns the fields set when the object was made into applied ones: until then the server does
 * not know that leaving one out means to remove it.
 */
export async function adoptFields(
    cluster: Cluster,
    served: ServedKind,
    live: KubeObject,
    options: { readonly fieldManager: string; readonly signal?: AbortSignal | undefined },
): Promise<void> {
    const managers = listAt(live, "metadata", "managedFields");
    const made = managers.findIndex(
        (entry) =>
            entry["manager"] === CREATION_MANAGER &&
            entry["operation"] === "Update" &&
            !entry["subresource"],
    );
    const applied = managers.some(
        (entry) => entry["manager"] === options.fieldManager && entry["operation"] === "Apply",
    );
    if (made < 0 || applied) return;
    const path = cluster.path(served, metadataText(live, "namespace"), metadataText(live, "name"));
    const entry = `/metadata/managedFields/${made}`;
    await cluster.api.request("PATCH", path, {
        contentType: "application/json-patch+json",
        body: [
            { op: "replace", path: `${entry}/manager`, value: options.fieldManager },
            { op: "replace", path: `${entry}/operation`, value: "Apply" },
            {
                op: "replace",
                path: "/metadata/resourceVersion",
                value: metadataText(live, "resourceVersion"),
            },
        ],
        signal: options.signal,
    });
}
