/** Makes an object: a POST, so that one that is there already is an error and is not taken over. */
import { setTimeout as pause } from "node:timers/promises";

import { ApiError, isNotFound } from "../../operator/cluster/api-error.ts";
import type { OperationOptions } from "../provider-object.ts";
import { asRecord, without } from "../wire-values.ts";
import { type Cluster, NoMatchError, type ServedKind } from "./cluster.ts";
import { type KubeObject, metadataText, textMember, titleOf, withMetadata } from "./kube-object.ts";
import type { KubernetesSettings } from "./settings.ts";
import { applyObject } from "./apply-object.ts";

/** The manager of the fields of an object that was made, not applied; as in the real provider. */
export const CREATION_MANAGER = "pulumi-kubernetes";

/** A definition, a namespace or a webhook may be on its way: about a minute in all, as in the real provider. */
const PASSING_SECONDS = 60;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1000;
const EXPLANATION =
    "The resource already exists in the cluster. Import it, delete it, choose another name, or set upsertExistingObjects on the Kubernetes provider to take it over.";

/** An object on the server, and where it is served. */
export interface MadeObject {
    readonly served: ServedKind;
    readonly live: KubeObject;
}

/** Makes the object, with strict validation of its fields. */
export async function makeObject(
    cluster: Cluster,
    settings: KubernetesSettings,
    object: KubeObject,
    fieldManager: string,
    options: OperationOptions | undefined,
): Promise<MadeObject> {
    const deadline = Date.now() + PASSING_SECONDS * 1000;
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
        try {
            return await make(cluster, settings, object, fieldManager, options);
        } catch (error) {
            options?.signal?.throwIfAborted();
            if (!isPassing(error) || Date.now() + wait > deadline) throw explain(object, error);
            options?.onStatus?.(`tried in vain, and will again: ${String(error)}`);
            await pause(wait, undefined, { signal: options?.signal });
        }
    }
}

async function make(
    cluster: Cluster,
    settings: KubernetesSettings,
    object: KubeObject,
    fieldManager: string,
    options: OperationOptions | undefined,
): Promise<MadeObject> {
    const served = await cluster.kind(
        textMember(object, "apiVersion"),
        textMember(object, "kind"),
        options?.signal,
    );
    const placed = place(served, object, settings);
    if (settings.upsertExistingObjects && metadataText(placed, "name") !== undefined) {
        const live = await applyObject(cluster, served, placed, {
            fieldManager,
            force: settings.enablePatchForce,
            signal: options?.signal,
        });
        return { served, live };
    }
    const answer = await cluster.api.request(
        "POST",
        cluster.path(served, metadataText(placed, "namespace")),
        {
            query: { fieldManager: CREATION_MANAGER, fieldValidation: "Strict" },
            body: placed,
            signal: options?.signal,
        },
    );
    return { served, live: asRecord(answer) };
}

/** The object with the namespace it goes to; none for a kind that has none. */
function place(served: ServedKind, object: KubeObject, settings: KubernetesSettings): KubeObject {
    const namespace = metadataText(object, "namespace") ?? settings.namespace ?? "default";
    if (served.namespaced) return withMetadata(object, { namespace });
    return { ...object, metadata: without(asRecord(object["metadata"]), "namespace") };
}

function isPassing(error: unknown): boolean {
    return error instanceof NoMatchError || isNotFound(error);
}

function explain(object: KubeObject, error: unknown): Error {
    const words = error instanceof Error ? error.message : String(error);
    const exists = error instanceof ApiError && error.reason === "AlreadyExists";
    return new Error(`creating ${titleOf(object)}: ${words}${exists ? `. ${EXPLANATION}` : ""}`, {
        cause: error,
    });
}
