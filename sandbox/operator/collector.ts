/**
 * Plays the garbage collector for TempoStacks. The cluster's own one looks for new kinds every half
 * minute only (fixed in Kubernetes): a TempoStack that is deleted before it has met the kind would
 * hang on the finalizer `foregroundDeletion`, or leave what belongs to it behind, for so long.
 */
import { isConflict, isNotFound, isOutage } from "./cluster/api-error.ts";
import { ClusterApi, type ClusterTarget } from "./cluster/cluster-api.ts";
import { follow } from "./cluster/follow.ts";
import {
    keyOf,
    RESOURCES,
    resourceOf,
    type ClusterObject,
    type KnownKind,
} from "./cluster/objects.ts";
import { list, mergePatch, remove } from "./cluster/verbs.ts";
import { WorkQueue } from "./cluster/work-queue.ts";
import { OPERAND_SELECTOR } from "./controller/components.ts";
import type { Listeners, Running } from "./events.ts";
import { lifetime, once } from "./lifetime.ts";

/** Where it collects. */
export interface CollectorOptions extends ClusterTarget, Pick<Listeners, "onError"> {
    /** Stops it, without waiting for the end: call `stop()` for that. */
    readonly signal?: AbortSignal | undefined;
}

const FOREGROUND = "foregroundDeletion";

/** Kinds that an operator makes for a TempoStack. */
const OWNED_KINDS = [
    "Deployment",
    "StatefulSet",
    "Service",
    "ServiceAccount",
    "ConfigMap",
    "Secret",
    "Ingress",
    "Route",
    "NetworkPolicy",
    "PodDisruptionBudget",
] as const satisfies readonly KnownKind[];

/** Something is still there: look again soon. */
class StillThere extends Error {}

/** Starts to collect. */
export async function startCollector(options: CollectorOptions): Promise<Running> {
    const { signal, end } = lifetime(options.signal);
    const api = await ClusterApi.connect(options);
    const onError = (error: Error): void => options.onError?.(error);
    const leaving = new Map<string, ClusterObject>();
    const queue = new WorkQueue({
        work: async (uid) => {
            const stack = leaving.get(uid);
            if (!stack) return;
            await collect(api, stack, signal);
            leaving.delete(uid);
        },
        isExpected: (error) => error instanceof StillThere || isPassing(error),
        onError,
        signal,
    });
    const stacks = follow({
        api,
        type: RESOURCES.TempoStack,
        signal,
        onError,
        onChange: ({ kind, object }) => {
            const { uid = "", finalizers = [], deletionTimestamp } = object.metadata;
            const isWaiting = deletionTimestamp !== undefined && finalizers.includes(FOREGROUND);
            if (kind === "seen" && !isWaiting) return;
            const left = kind === "seen" ? finalizers : [];
            leaving.set(uid, { ...object, metadata: { ...object.metadata, finalizers: left } });
            queue.add(uid);
        },
    });
    await stacks.ready;
    return {
        stop: once(async () => {
            end();
            await Promise.all([stacks.ended, queue.drained()]);
            api.close();
        }),
    };
}

/** Deletes what belongs to the TempoStack and, when that is gone, lets the TempoStack itself go. */
async function collect(
    api: ClusterApi,
    { metadata }: ClusterObject,
    signal: AbortSignal,
): Promise<void> {
    const owned = await ownedObjects(api, metadata);
    await Promise.all(owned.map(async (object) => removeOwned(api, object, signal)));
    const { finalizers = [], resourceVersion } = metadata;
    if (!finalizers.includes(FOREGROUND)) return;
    if (owned.length > 0) throw new StillThere(`what belongs to ${keyOf(metadata)}`);
    const left = finalizers.filter((one) => one !== FOREGROUND);
    const patch = { metadata: { finalizers: left, resourceVersion } };
    await mergePatch(api, RESOURCES.TempoStack, metadata, patch, { signal });
}

async function ownedObjects(
    api: ClusterApi,
    { namespace = "", name, uid }: ClusterObject["metadata"],
): Promise<readonly ClusterObject[]> {
    const labelSelector = `${OPERAND_SELECTOR},app.kubernetes.io/instance=${name}`;
    const lists = await Promise.all(
        OWNED_KINDS.map(async (kind) => list(api, RESOURCES[kind], { namespace, labelSelector })),
    );
    return lists
        .flat()
        .filter(({ metadata }) => metadata.ownerReferences?.some((owner) => owner.uid === uid));
}

/** Only of kinds that own pods is it worth waiting for the end; kinds of ours are as unknown as the TempoStack. */
async function removeOwned(
    api: ClusterApi,
    { kind, metadata }: ClusterObject,
    signal: AbortSignal,
): Promise<void> {
    if (metadata.deletionTimestamp !== undefined) return;
    const ownsPods = kind === "Deployment" || kind === "StatefulSet";
    await remove(api, resourceOf(kind), metadata, {
        signal,
        propagation: ownsPods ? "Foreground" : "Background",
    });
}

function isPassing(error: unknown): boolean {
    return isConflict(error) || isNotFound(error) || isOutage(error);
}
