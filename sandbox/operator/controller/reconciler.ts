/** Brings one TempoStack to the state that its spec, its Secret and its pods call for. */
import { readStorage } from "../admission/lookups.ts";
import { readStackSpec, type StackSpec } from "../admission/stack-spec.ts";
import { judgeStorage } from "../admission/storage.ts";
import { storageRequest } from "../admission/validate-stack.ts";
import { FINALIZER } from "../admission/webhooks.ts";
import { ApiError, isNotFound } from "../cluster/api-error.ts";
import type { ClusterApi } from "../cluster/cluster-api.ts";
import { RESOURCES, type ClusterObject } from "../cluster/objects.ts";
import { jsonObject, type JsonObject } from "../cluster/values.ts";
import { mergePatch, replaceStatus } from "../cluster/verbs.ts";
import { Applier, type OperandView } from "./applier.ts";
import type { Instance } from "./instance.ts";
import { operands } from "./operands.ts";
import { stackStatus, type ReconcileOutcome } from "./stack-status.ts";

/** What the reconciler sees of the cluster without asking. */
export interface ClusterView extends OperandView {
    stack(key: string): ClusterObject | undefined;
    pods(): readonly ClusterObject[];
}

/** Something that the user has to put right; it is not tried again until something changes. */
class ConfigurationError extends Error {
    override readonly name = "ConfigurationError";
}

/** Reconciles TempoStacks and remembers what it has written, so that nothing is written twice. */
export class Reconciler {
    readonly #api: ClusterApi;
    readonly #view: ClusterView;
    readonly #signal: AbortSignal;
    readonly #applier: Applier;
    readonly #statuses = new Map<string, JsonObject>();
    /** The spec for which everything is in place, by uid: until it changes only the pods matter. */
    readonly #settled = new Map<string, string>();

    constructor(api: ClusterApi, view: ClusterView, signal: AbortSignal) {
        this.#api = api;
        this.#view = view;
        this.#signal = signal;
        this.#applier = new Applier(api, view, signal);
    }

    /** An object that was applied has changed or gone: it is to be applied again. */
    forget(ownerUid: string, object: ClusterObject): void {
        this.#applier.forget(ownerUid, object);
        this.unsettle(ownerUid);
    }

    /** Something beside the spec has changed that decides on what has to be made. */
    unsettle(uid: string): void {
        this.#settled.delete(uid);
    }

    /** Works on one TempoStack, given by `namespace/name`. */
    async reconcile(key: string): Promise<void> {
        const stack = this.#view.stack(key);
        if (!stack) return;
        if (stack.metadata.deletionTimestamp !== undefined) {
            await this.#release(stack);
            return;
        }
        const held = await this.#hold(stack);
        if (jsonObject(held["spec"])["managementState"] !== "Managed") return;
        try {
            await this.#bringUp(held);
        } catch (error) {
            if (error instanceof ApiError && error.namespaceIsTerminating) return;
            await this.#writeStatus(held, outcomeOf(error));
            if (error instanceof ConfigurationError) return;
            throw error;
        }
        await this.#writeStatus(held, undefined);
    }

    /** Children go by garbage collection; only the way has to be made free. */
    async #release(stack: ClusterObject): Promise<void> {
        const { uid = "", finalizers = [], resourceVersion } = stack.metadata;
        this.#applier.drop(uid);
        this.#statuses.delete(uid);
        this.#settled.delete(uid);
        if (!finalizers.includes(FINALIZER)) return;
        await ignoreGone(
            this.#patchFinalizers(
                stack,
                finalizers.filter((one) => one !== FINALIZER),
                resourceVersion,
            ),
        );
    }

    async #hold(stack: ClusterObject): Promise<ClusterObject> {
        const { finalizers = [], resourceVersion } = stack.metadata;
        if (finalizers.includes(FINALIZER)) return stack;
        return this.#patchFinalizers(stack, [...finalizers, FINALIZER], resourceVersion);
    }

    async #patchFinalizers(
        stack: ClusterObject,
        finalizers: readonly string[],
        resourceVersion: string | undefined,
    ): Promise<ClusterObject> {
        return mergePatch(
            this.#api,
            RESOURCES.TempoStack,
            stack.metadata,
            { metadata: { finalizers, resourceVersion } },
            { signal: this.#signal },
        );
    }

    async #bringUp(stack: ClusterObject): Promise<void> {
        const { uid = "", generation, annotations } = stack.metadata;
        const wanted = JSON.stringify([generation, annotations]);
        if (this.#settled.get(uid) === wanted) return;
        // Noted beforehand: what changes while the work is under way asks for it again.
        this.#settled.set(uid, wanted);
        try {
            const instance = await this.#instance(stack);
            await this.#applier.apply(uid, await operands(instance));
        } catch (error) {
            this.unsettle(uid);
            throw error;
        }
    }

    async #instance(stack: ClusterObject): Promise<Instance> {
        const { namespace = "", name, uid = "" } = stack.metadata;
        const result = readStackSpec(stack["spec"]);
        if (!result.ok) throw new ConfigurationError(result.message);
        const { spec } = result;
        refuseWhatIsNotPlayed(spec);
        const found = await readStorage(this.#api, namespace, spec, this.#signal);
        const storage = judgeStorage(storageRequest(spec), found.secret, found.authority);
        if (storage.errors) {
            throw new ConfigurationError(storage.errors.map(({ detail }) => detail).join(", "));
        }
        if (storage.parameters.mode === "token-cco") {
            // Only a real cluster has that operator, and only there ROLEARN can be set on ours.
            throw new ConfigurationError(
                "cannot configure tempo in CCO mode without CCO environment",
            );
        }
        return { namespace, name, uid, spec, storage: storage.parameters };
    }

    async #writeStatus(stack: ClusterObject, outcome: ReconcileOutcome): Promise<void> {
        const { uid = "" } = stack.metadata;
        const before = this.#statuses.get(uid) ?? jsonObject(stack["status"]);
        const status = stackStatus(stack, before, this.#view.pods(), outcome, new Date());
        if (JSON.stringify(status) === JSON.stringify(this.#statuses.get(uid))) return;
        await ignoreGone(
            replaceStatus(this.#api, RESOURCES.TempoStack, stack.metadata, status, this.#signal),
        );
        this.#statuses.set(uid, status);
    }
}

function refuseWhatIsNotPlayed({ template }: StackSpec): void {
    const parts = { gateway: template.gateway, metricsGenerator: template.metricsGenerator };
    for (const [name, { enabled }] of Object.entries(parts)) {
        if (enabled) {
            throw new ConfigurationError(
                `the sandbox's operator stand-in does not play the ${name}: use a real operator for it`,
            );
        }
    }
}

function outcomeOf(error: unknown): ReconcileOutcome {
    return error instanceof ConfigurationError
        ? { type: "ConfigurationError", reason: "InvalidStorageConfig", message: error.message }
        : { type: "Failed", reason: "FailedReconciliation", message: String(error) };
}

async function ignoreGone(work: Promise<unknown>): Promise<void> {
    try {
        await work;
    } catch (error) {
        if (!isNotFound(error)) throw error;
    }
}
