/**
 * Plays the kubelet for an operator's pods: they are said to be Running and Ready, but nothing runs.
 * The pods themselves are real objects, made by the cluster's own Deployment, ReplicaSet and
 * StatefulSet controllers.
 */
import { isConflict, isNotFound, isOutage } from "./cluster/api-error.ts";
import { ClusterApi, type ClusterTarget } from "./cluster/cluster-api.ts";
import { follow, type Followed } from "./cluster/follow.ts";
import { keyOf, RESOURCES, type ClusterObject, type ResourceType } from "./cluster/objects.ts";
import { jsonList, textOf, valueAt, type JsonObject } from "./cluster/values.ts";
import { mergePatch, remove } from "./cluster/verbs.ts";
import { WorkQueue } from "./cluster/work-queue.ts";
import { OPERAND_SELECTOR } from "./controller/components.ts";
import type { Listeners, Running } from "./events.ts";
import { lifetime, once } from "./lifetime.ts";

/** Whose pods are played. */
export interface WorkloadOptions extends ClusterTarget, Pick<Listeners, "onError"> {
    /** @default everything that a Tempo operator has made */
    readonly labelSelector?: string;
    /** Stops it, without waiting for the end: call `stop()` for that. */
    readonly signal?: AbortSignal | undefined;
}

const CLAIM_FINALIZER = "kubernetes.io/pvc-protection";
const NOTE = "said to run by the tempo-sts sandbox: no container exists";

/** Starts to play; pods that a real kubelet looks after are left alone. */
export async function startWorkloads(options: WorkloadOptions): Promise<Running> {
    const { signal, end } = lifetime(options.signal);
    const api = await ClusterApi.connect(options);
    const onError = (error: Error): void => options.onError?.(error);
    const shared = {
        api,
        signal,
        onError,
        labelSelector: options.labelSelector ?? OPERAND_SELECTOR,
    };
    const queue = new WorkQueue({
        work: async (task) => {
            const [kind = "", namespace = "", name = ""] = task.split("/");
            const key = keyOf({ namespace, name });
            if (kind === "pod") await playPod(api, pods.get(key), signal);
            else await releaseClaim(api, claims.get(key), signal);
        },
        isExpected: (error) => isConflict(error) || isNotFound(error) || isOutage(error),
        onError,
        signal,
    });
    const followAs = (prefix: string, type: ResourceType): Followed =>
        follow({
            ...shared,
            type,
            onChange: ({ kind, object }) => {
                if (kind === "seen") queue.add(`${prefix}/${keyOf(object.metadata)}`);
            },
        });
    const pods = followAs("pod", RESOURCES.Pod);
    const claims = followAs("claim", RESOURCES.PersistentVolumeClaim);
    await Promise.all([pods.ready, claims.ready]);
    return {
        stop: once(async () => {
            end();
            await Promise.all([pods.ended, claims.ended, queue.drained()]);
            api.close();
        }),
    };
}

async function playPod(
    api: ClusterApi,
    pod: ClusterObject | undefined,
    signal: AbortSignal,
): Promise<void> {
    // A pod that has a node has a kubelet.
    if (!pod || textOf(valueAt(pod, "spec", "nodeName")) !== undefined) return;
    if (pod.metadata.deletionTimestamp !== undefined) {
        await remove(api, RESOURCES.Pod, pod.metadata, { signal });
        return;
    }
    if (!isReplicated(pod) || valueAt(pod, "status", "phase") !== "Pending") return;
    await mergePatch(
        api,
        RESOURCES.Pod,
        pod.metadata,
        { status: runningStatus(pod, new Date()) },
        { subresource: "status", signal },
    );
}

/** Pods of Jobs are not played: a Job that did nothing must not look done. */
function isReplicated({ metadata }: ClusterObject): boolean {
    return (metadata.ownerReferences ?? []).some(
        ({ controller, kind }) =>
            controller === true && (kind === "ReplicaSet" || kind === "StatefulSet"),
    );
}

function runningStatus(pod: ClusterObject, now: Date): JsonObject {
    const at = now.toISOString().replace(/\.\d+Z$/u, "Z");
    const types = ["PodScheduled", "Initialized", "ContainersReady", "Ready"];
    return {
        phase: "Running",
        message: NOTE,
        startTime: at,
        conditions: types.map((type) => ({ type, status: "True", lastTransitionTime: at })),
        containerStatuses: jsonList(valueAt(pod, "spec", "containers")).map((container) => ({
            name: valueAt(container, "name"),
            image: valueAt(container, "image"),
            imageID: "",
            ready: true,
            started: true,
            restartCount: 0,
            state: { running: { startedAt: at } },
        })),
    };
}

/** No volume is behind a claim here, so there is nothing to protect; protected, it holds up its namespace. */
async function releaseClaim(
    api: ClusterApi,
    claim: ClusterObject | undefined,
    signal: AbortSignal,
): Promise<void> {
    const { finalizers = [], resourceVersion } = claim?.metadata ?? {};
    if (!claim || !finalizers.includes(CLAIM_FINALIZER)) return;
    const left = finalizers.filter((one) => one !== CLAIM_FINALIZER);
    await mergePatch(
        api,
        RESOURCES.PersistentVolumeClaim,
        claim.metadata,
        { metadata: { finalizers: left, resourceVersion } },
        { signal },
    );
}
