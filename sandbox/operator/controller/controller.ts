/** Watches TempoStacks and what belongs to them, and sees to it that each is worked on when it has to be. */
import { isConflict, isOutage } from "../cluster/api-error.ts";
import type { ClusterApi } from "../cluster/cluster-api.ts";
import { follow, type Change, type Followed } from "../cluster/follow.ts";
import { keyOf, RESOURCES, type ClusterObject, type KnownKind } from "../cluster/objects.ts";
import { valueAt } from "../cluster/values.ts";
import { WorkQueue } from "../cluster/work-queue.ts";
import { OPERAND_SELECTOR } from "./components.ts";
import { PRUNED_KINDS } from "./operands.ts";
import { Reconciler } from "./reconciler.ts";

/** Kinds that are made for a TempoStack and made again when they go. */
const OPERAND_KINDS = [
    "ConfigMap",
    "ServiceAccount",
    "StatefulSet",
    ...PRUNED_KINDS,
] as const satisfies readonly KnownKind[];

/** The operator's controller; it works from when it is made until the signal fires. */
export class Controller {
    readonly #api: ClusterApi;
    readonly #signal: AbortSignal;
    readonly #onError: (error: Error) => void;
    readonly #queue: WorkQueue;
    readonly #reconciler: Reconciler;
    readonly #stacks: Followed;
    readonly #followed: readonly Followed[];

    /** @param onError told of failures; the work is tried again whatever it does */
    constructor(api: ClusterApi, onError: (error: Error) => void, signal: AbortSignal) {
        this.#api = api;
        this.#signal = signal;
        this.#onError = onError;
        this.#queue = new WorkQueue({
            work: async (key) => this.#reconciler.reconcile(key),
            isExpected: (error) => isConflict(error) || isOutage(error),
            onError: (error, key) => {
                onError(new Error(`TempoStack ${key}: ${error.message}`, { cause: error }));
            },
            signal,
        });
        this.#stacks = this.#follow("TempoStack", this.#onStack);
        const secrets = this.#follow("Secret", this.#onSecret);
        const pods = this.#follow("Pod", this.#onPod, OPERAND_SELECTOR);
        const operands = new Map<KnownKind, Followed>(
            OPERAND_KINDS.map((kind) => [
                kind,
                this.#follow(kind, this.#onOperand, OPERAND_SELECTOR),
            ]),
        );
        this.#followed = [this.#stacks, secrets, pods, ...operands.values()];
        const view = {
            stack: (key: string) => this.#stacks.get(key),
            pods: () => pods.all(),
            operands: (kind: KnownKind) => operands.get(kind)?.all() ?? [],
        };
        this.#reconciler = new Reconciler(api, view, signal);
    }

    /** Resolves when everything that is watched has been seen once. */
    async ready(): Promise<void> {
        await Promise.all(this.#followed.map((one) => one.ready));
    }

    /** Resolves when the signal has fired and no work is under way. */
    async ended(): Promise<void> {
        await Promise.all(this.#followed.map((one) => one.ended));
        await this.#queue.drained();
    }

    #follow(kind: KnownKind, onChange: (change: Change) => void, labelSelector?: string): Followed {
        return follow({
            api: this.#api,
            type: RESOURCES[kind],
            signal: this.#signal,
            onChange,
            onError: this.#onError,
            labelSelector,
        });
    }

    readonly #onStack = (change: Change): void => {
        if (asksForWork(change)) this.#queue.add(keyOf(change.object.metadata));
    };

    readonly #onSecret = ({ object: { metadata } }: Change): void => {
        const isItsSecret = (stack: ClusterObject): boolean =>
            stack.metadata.namespace === metadata.namespace &&
            valueAt(stack, "spec", "storage", "secret", "name") === metadata.name;
        for (const stack of this.#stacks.all().filter(isItsSecret)) {
            this.#reconciler.unsettle(stack.metadata.uid ?? "");
            this.#queue.add(keyOf(stack.metadata));
        }
    };

    readonly #onPod = ({ object: { metadata } }: Change): void => {
        const name = metadata.labels?.["app.kubernetes.io/instance"] ?? "";
        this.#queue.add(keyOf({ ...metadata, name }));
    };

    readonly #onOperand = (change: Change): void => {
        const owner = disturbedOwner(change);
        if (!owner) return;
        this.#reconciler.forget(owner.uid, change.object);
        this.#queue.add(keyOf({ ...change.object.metadata, name: owner.name }));
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
