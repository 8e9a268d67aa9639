/** Deletes an object and waits until it, and what it owns, is gone. */
import { isConflict, isNotFound } from "../../operator/cluster/api-error.ts";
import type { OperationOptions } from "../provider-object.ts";
import { asRecord } from "../wire-values.ts";
import { type Cluster, NoMatchError, type ServedKind } from "./cluster.ts";
import {
    ANNOTATIONS,
    annotation,
    type KubeObject,
    metadataText,
    partsOfId,
    textMember,
    titleOf,
} from "./kube-object.ts";
import { timeoutSeconds, WaitTimeoutError } from "./waiting.ts";
import { watchObject } from "./watch-object.ts";

/** Kinds whose deletion `skipAwait` does not wait for; every other kind is waited for all the same. */
const SKIPPING = [
    "v1/Namespace",
    "v1/Pod",
    "v1/ReplicationController",
    "apps/v1/DaemonSet",
    "apps/v1/Deployment",
    "apps/v1/StatefulSet",
    "batch/v1/Job",
];

/** Deletes in the foreground, unless an annotation says otherwise. Gone already is no error. */
export async function deleteObject(
    cluster: Cluster,
    id: string,
    state: KubeObject,
    options: OperationOptions | undefined,
): Promise<void> {
    const served = await kindOf(cluster, state, options?.signal);
    if (served === undefined) return;
    const { namespace, name } = partsOfId(id);
    const uid = metadataText(state, "uid");
    if (!(await askToDelete(cluster, served, id, state, options))) return;
    if (skips(state)) return;
    let last: KubeObject | undefined;
    const target = { cluster, served, namespace, name, signal: options?.signal };
    const seconds = timeoutSeconds(state, options);
    try {
        await watchObject({ ...target, seconds }, (live) => {
            last = live;
            // Another uid: someone has made a new one of the same name already.
            return live === undefined || (uid !== undefined && metadataText(live, "uid") !== uid);
        });
    } catch (error) {
        if (!(error instanceof WaitTimeoutError)) throw error;
        throw new Error(
            `timed out waiting for the deletion of ${titleOf(state)} after ${seconds} s: ${obstacles(last)}`,
            { cause: error },
        );
    }
}

/** A kind that is not served any more has no objects any more. */
async function kindOf(
    cluster: Cluster,
    state: KubeObject,
    signal: AbortSignal | undefined,
): Promise<ServedKind | undefined> {
    try {
        return await cluster.kind(
            textMember(state, "apiVersion"),
            textMember(state, "kind"),
            signal,
        );
    } catch (error) {
        if (error instanceof NoMatchError) return undefined;
        throw error;
    }
}

/** False when there is nothing to delete: it is gone, or an object of another owner has its name. */
async function askToDelete(
    cluster: Cluster,
    served: ServedKind,
    id: string,
    state: KubeObject,
    options: OperationOptions | undefined,
): Promise<boolean> {
    const { namespace, name } = partsOfId(id);
    const uid = metadataText(state, "uid");
    const body = {
        kind: "DeleteOptions",
        apiVersion: "v1",
        propagationPolicy: propagation(state),
        ...(uid === undefined ? {} : { preconditions: { uid } }),
    };
    const path = cluster.path(served, namespace, name);
    try {
        await cluster.api.request("DELETE", path, { body, signal: options?.signal });
        return true;
    } catch (error) {
        options?.signal?.throwIfAborted();
        if (isNotFound(error)) return false;
        // The precondition failed: the object of that name may be another one.
        if (isConflict(error) && (await isReplaced(cluster, path, uid))) return false;
        const words = error instanceof Error ? error.message : String(error);
        throw new Error(`deleting ${titleOf(state)}: ${words}`, { cause: error });
    }
}

async function isReplaced(
    cluster: Cluster,
    path: string,
    uid: string | undefined,
): Promise<boolean> {
    if (uid === undefined) return false;
    try {
        return metadataText(asRecord(await cluster.api.request("GET", path)), "uid") !== uid;
    } catch (error) {
        if (isNotFound(error)) return true;
        throw error;
    }
}

function propagation(state: KubeObject): string {
    const asked = annotation(state, ANNOTATIONS.deletionPropagation)?.toLowerCase();
    if (asked === "orphan") return "Orphan";
    return asked === "background" ? "Background" : "Foreground";
}

function skips(state: KubeObject): boolean {
    const kind = `${textMember(state, "apiVersion")}/${textMember(state, "kind")}`;
    return annotation(state, ANNOTATIONS.skipAwait) === "true" && SKIPPING.includes(kind);
}

function obstacles(live: KubeObject | undefined): string {
    const finalizers = asRecord(live?.["metadata"])["finalizers"];
    if (!Array.isArray(finalizers) || finalizers.length === 0) {
        return "it is still there. See what holds it with kubectl describe.";
    }
    return `its finalizers are still there: ${finalizers.join(", ")}. Their controllers must run until it is gone.`;
}
