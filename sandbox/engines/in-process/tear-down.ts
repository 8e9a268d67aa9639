/** Deletes what a run has made: each resource as soon as nothing that needs it is left. */
import type { EngineEvent } from "../engine.ts";
import { messageOf, type Remainder } from "../errors.ts";
import type { LedgerEntry } from "./ledger.ts";
import { Semaphore } from "./semaphore.ts";

/** How to tear down. */
export interface TearDownOptions {
    readonly parallel: number;
    readonly signal?: AbortSignal | undefined;
    readonly onEvent: (event: EngineEvent) => void;
}

/** What became of one resource: undefined when it is gone, or not to be deleted. */
type Outcome = Promise<Remainder | undefined>;

/**
 * Deletes all entries; of what is independent the last completed goes first.
 *
 * @returns what is left, and why: failed itself, or needed by something that failed
 */
export async function tearDown(
    entries: readonly LedgerEntry[],
    options: TearDownOptions,
): Promise<Remainder[]> {
    const slots = new Semaphore(options.parallel);
    const known = new Set(entries.map(({ urn }) => urn));
    const dependents = new Map<string, string[]>();
    for (const { urn, needs } of entries) {
        for (const need of needs) dependents.set(need, [...(dependents.get(need) ?? []), urn]);
    }
    const outcomes = new Map<string, Outcome>();
    // Dependents complete after what they need: in reverse, their outcomes are known already.
    for (const entry of [...entries].reverse()) {
        const waits = (dependents.get(entry.urn) ?? []).flatMap((urn) => outcomes.get(urn) ?? []);
        outcomes.set(entry.urn, remove(entry, waits, known, slots, options));
    }
    const settled = await Promise.all(outcomes.values());
    return settled.filter((remainder) => remainder !== undefined);
}

async function remove(
    entry: LedgerEntry,
    dependents: readonly Outcome[],
    known: ReadonlySet<string>,
    slots: Semaphore,
    options: TearDownOptions,
): Promise<Remainder | undefined> {
    const { type, name, provider } = entry;
    const blocker = (await Promise.all(dependents)).find((remainder) => remainder !== undefined);
    const leave = (reason: string): Remainder => ({ type, name, reason });
    if (provider === undefined) return undefined;
    if (blocker !== undefined) return leave(`${blocker.type} "${blocker.name}" still needs it`);
    if (entry.retainOnDelete) return undefined;
    if (entry.deletedWith !== undefined && known.has(entry.deletedWith)) return undefined;
    if (entry.protect) return leave("it is protected");
    return slots.run(async () => {
        options.onEvent({ kind: "deleting", type, name });
        try {
            options.signal?.throwIfAborted();
            await provider.delete(entry.id, entry.urn, entry.state, {
                signal: options.signal,
                timeoutSeconds: entry.deleteSeconds,
                onStatus: (message) => {
                    options.onEvent({ kind: "status", type, name, message });
                },
            });
            options.onEvent({ kind: "deleted", type, name });
            return undefined;
        } catch (error) {
            const message = messageOf(error);
            options.onEvent({ kind: "failed", type, name, message });
            return leave(message);
        }
    });
}
