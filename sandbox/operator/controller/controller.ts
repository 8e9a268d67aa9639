/** Watches TempoStacks and what belongs to them, and sees to it that each is worked on when it has to be. */
import { ApiError, isConflict } from "../cluster/api-error.ts";
import type { ClusterApi } from "../cluster/cluster-api.ts";
import { follow, type Change, type Followed } from "../cluster/follow.ts";
import { keyOf, RESOURCES, type ClusterObject, type KnownKind } from "../cluster/objects.ts";
import { valueAt } from "../cluster/values.ts";
import { WorkQueue } from "../cluster/work-queue.ts";
import { OPERAND_SELECTOR } from "./components.ts";
import { PRUNED_KINDS } from "./operands.ts";
import { Reconciler } from "./reconciler.ts";

/** A running controller. */
export interface Controller {
    /** Resolves when everything that is watched has been seen once. */
    readonly ready: Promise<void>;
    /** Resolves when the signal has fired and no work is under way. */
    ended(): Promise<void>;
}

/** Kinds that are made for a TempoStack and made again when they go. */
const OPERAND_KINDS = [
    "ConfigMap",
    "ServiceAccount",
    "StatefulSet",
    ...PRUNED_KINDS,
] as const satisfies readonly KnownKind[];

/** Starts the controller; it runs until the signal fires. */
export function startController(
    api: ClusterApi,
    onError: (error: Error) => void,
    signal: AbortSignal,
): Controller {
    const watch = (
        kind: KnownKind,
        onChange: (change: Change) => void,
        labelSelector?: string,
    ): Followed =>
        follow({
            api,
            type: RESOURCES[kind],
            signal,
            onChange,
            onError,
            ...(labelSelector === undefined ? {} : { labelSelector }),
        });

    const stacks = watch("TempoStack", (change) => {
        if (asksForWork(change)) queue.add(keyOf(change.object.metadata));
    });
    const secrets = watch("Secret", ({ object }) => {
        for (const { metadata } of stacksWithSecret(stacks, object)) {
            reconciler.unsettle(metadata.uid ?? "");
            queue.add(keyOf(metadata));
        }
    });
    const pods = watch(
        "Pod",
        ({ object: { metadata } }) => {
            const name = metadata.labels?.["app.kubernetes.io/instance"] ?? "";
            queue.add(keyOf({ ...metadata, name }));
        },
        OPERAND_SELECTOR,
    );
    const operands = new Map<KnownKind, Followed>(
        OPERAND_KINDS.map((kind) => [
            kind,
            watch(
                kind,
                (change) => {
                    const owner = disturbedOwner(change);
                    if (!owner) return;
                    reconciler.forget(owner.uid, change.object);
                    queue.add(keyOf({ ...change.object.metadata, name: owner.name }));
                },
                OPERAND_SELECTOR,
            ),
        ]),
    );

    const reconciler = new Reconciler(
        api,
        {
            stack: (key) => stacks.get(key),
            pods: () => pods.all(),
            operands: (kind) => operands.get(kind)?.all() ?? [],
        },
        signal,
    );
    const queue = new WorkQueue({
        work: async (key) => reconciler.reconcile(key),
        isExpected: isPassing,
        onError: (error, key) => {
            onError(new Error(`TempoStack ${key}: ${error.message}`, { cause: error }));
        },
        signal,
    });

    const followed = [stacks, secrets, pods, ...operands.values()];
    return {
        ready: Promise.all(followed.map((one) => one.ready)).then(() => undefined),
        ended: async () => {
            await Promise.all(followed.map((one) => one.ended));
            await queue.drained();
        },
    };
}

/** The spec, the annotations or the end have changed; a new status alone is our own doing. */
function asksForWork({ kind, object, before }: Change): boolean {
    if (kind === "gone") return false;
    if (!before) return true;
    const [is, was] = [object.metadata, before.metadata];
    return (
        is.generation !== was.generation ||
        is.deletionTimestamp !== was.deletionTimestamp ||
        JSON.stringify(is.annotations) !== JSON.stringify(was.annotations)
    );
}

function stacksWithSecret(stacks: Followed, secret: ClusterObject): readonly ClusterObject[] {
    const { namespace, name } = secret.metadata;
    return stacks
        .all()
        .filter(
            (stack) =>
                stack.metadata.namespace === namespace &&
                valueAt(stack, "spec", "storage", "secret", "name") === name,
        );
}

/** The TempoStack whose object has gone, or has got another spec than the one it was given. */
function disturbedOwner({
    kind,
    object,
    before,
}: Change): { readonly uid: string; readonly name: string } | undefined {
    const isOther =
        before !== undefined && before.metadata.generation !== object.metadata.generation;
    if (kind === "seen" && !isOther) return undefined;
    return object.metadata.ownerReferences?.find((owner) => owner.kind === "TempoStack");
}

/** Someone was faster, or the API server is away: watches tell of that, and both pass. */
function isPassing(error: unknown): boolean {
    return isConflict(error) || !(error instanceof ApiError);
}
