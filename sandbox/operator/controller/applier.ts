/** Applies what a TempoStack calls for, and remembers it, so that nothing is written twice. */
import { createHash } from "node:crypto";

import { ApiError } from "../cluster/api-error.ts";
import type { ClusterApi } from "../cluster/cluster-api.ts";
import { keyOf, resourceOf, type ClusterObject } from "../cluster/objects.ts";
import { apply, remove } from "../cluster/verbs.ts";
import { PRUNED_KINDS } from "./operands.ts";

/** What can be seen of the operator's objects without asking. */
export interface OperandView {
    /** Objects that carry the operator's label, of one kind. */
    operands(kind: (typeof PRUNED_KINDS)[number]): readonly ClusterObject[];
}

/** Writes the objects of TempoStacks, each of which is given by its uid. */
export class Applier {
    readonly #api: ClusterApi;
    readonly #view: OperandView;
    readonly #signal: AbortSignal;
    /** Hash of each object as it was last applied, by the owner's uid. */
    readonly #applied = new Map<string, Map<string, string>>();

    constructor(api: ClusterApi, view: OperandView, signal: AbortSignal) {
        this.#api = api;
        this.#view = view;
        this.#signal = signal;
    }

    /** Applies the objects, wave by wave, and deletes those that are not asked for any more. */
    async apply(uid: string, waves: readonly (readonly ClusterObject[])[]): Promise<void> {
        for (const wave of waves) {
            await Promise.all(wave.map(async (object) => this.#applyOnce(uid, object)));
        }
        await this.#prune(uid, waves.flat());
    }

    /** The object has changed or gone: it is to be applied again. */
    forget(uid: string, object: ClusterObject): void {
        this.#applied.get(uid)?.delete(memoKey(object));
    }

    /** The TempoStack goes: nothing of it has to be remembered. */
    drop(uid: string): void {
        this.#applied.delete(uid);
    }

    async #applyOnce(uid: string, object: ClusterObject): Promise<void> {
        const applied = this.#applied.get(uid) ?? new Map<string, string>();
        this.#applied.set(uid, applied);
        const hash = createHash("sha256").update(JSON.stringify(object)).digest("hex");
        const memo = memoKey(object);
        if (applied.get(memo) === hash) return;
        // Noted beforehand: should the object go while it is applied, that is not overwritten.
        applied.set(memo, hash);
        try {
            await apply(this.#api, object, this.#signal);
        } catch (error) {
            applied.delete(memo);
            if (!isImmutable(error, object)) throw error;
            // As the operator does: it is deleted, and that it has gone asks for it to be made again.
            await this.#remove(object);
        }
    }

    async #prune(uid: string, wanted: readonly ClusterObject[]): Promise<void> {
        const keep = new Set(wanted.map(memoKey));
        const left = PRUNED_KINDS.flatMap((kind) => this.#view.operands(kind)).filter(
            (object) =>
                !keep.has(memoKey(object)) &&
                object.metadata.ownerReferences?.some((owner) => owner.uid === uid),
        );
        await Promise.all(left.map(async (object) => this.#remove(object)));
    }

    async #remove({ kind, metadata }: ClusterObject): Promise<void> {
        await remove(this.#api, resourceOf(kind), metadata, { signal: this.#signal });
    }
}

function memoKey({ kind, metadata }: ClusterObject): string {
    return `${kind}/${keyOf(metadata)}`;
}

function isImmutable(error: unknown, { kind }: ClusterObject): boolean {
    return kind === "StatefulSet" && error instanceof ApiError && error.status === 422;
}
