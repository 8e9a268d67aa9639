/** Before a stack is changed: takes away the lock of a process that is gone, and waits for one that is not. */
import { setTimeout as pause } from "node:timers/promises";

import { describeLock, lockOwner, readLocks, type StackLock } from "../backend/stack-lock.ts";
import { OperationAbortedError, StackLockedError } from "./errors.ts";
import type { RunnerListener } from "./events.ts";
import { holderOf } from "./live-process.ts";
import type { OpenStack } from "./open-stack.ts";
import type { StackTarget } from "./target.ts";
import type { OperationOptions } from "./up.ts";

/** How long, and who is told. */
export interface ClaimOptions {
    /** @default 0 */
    readonly lockWaitSeconds?: number | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly onEvent?: RunnerListener | undefined;
}

const POLL_MS = 1_000;

/** How a verb waits for a stack that is busy. */
export function claimOptions(
    { lockWaitSeconds }: StackTarget,
    { signal, onEvent }: OperationOptions,
): ClaimOptions {
    return { lockWaitSeconds, signal, onEvent };
}

/**
 * Runs what needs the stack to be free, and again while another update is faster.
 *
 * @returns what it gave, and what was said of locks that were taken away
 * @throws StackLockedError when the stack is still busy at the end of the time
 */
export async function withClaim<T>(
    stack: OpenStack,
    options: ClaimOptions,
    work: (released: readonly string[]) => Promise<T>,
): Promise<T> {
    const deadline = Date.now() + (options.lockWaitSeconds ?? 0) * 1000;
    const released: string[] = [];
    for (let told = ""; ;) {
        try {
            released.push(...(await freeStack(stack)));
            return await work(released);
        } catch (error) {
            if (!(error instanceof StackLockedError)) throw error;
            if (Date.now() >= deadline) throw await withHolder(stack, error);
            const holder = error.lock === undefined ? "another update" : lockOwner(error.lock);
            if (holder !== told) tell(options.onEvent, `waiting for ${holder}`);
            told = holder;
            await rest(Math.min(POLL_MS, deadline - Date.now()), stack.name, options.signal);
        }
    }
}

/** The CLI says that it was too late, and not for whom. */
async function withHolder(
    { storage, place, name }: OpenStack,
    error: StackLockedError,
): Promise<StackLockedError> {
    if (error.lock !== undefined || storage === undefined) return error;
    const [lock] = await readLocks(storage, place);
    if (lock === undefined) return error;
    const alive = (await holderOf(lock)) === "alive";
    const message = lockedMessage(name, lock, describeLock(lock, new Date()), alive);
    return new StackLockedError(message, { lock, cause: error });
}

/** Takes away the locks of this computer's dead processes. @throws StackLockedError for any other lock */
async function freeStack({ storage, place, name }: OpenStack): Promise<string[]> {
    if (storage === undefined) return [];
    const released: string[] = [];
    for (const lock of await readLocks(storage, place)) {
        const holder = await holderOf(lock);
        const described = describeLock(lock, new Date());
        if (holder !== "gone") {
            const message = lockedMessage(name, lock, described, holder === "alive");
            throw new StackLockedError(message, { lock });
        }
        await storage.remove(lock.path);
        released.push(`released the lock of a process that is gone: ${described}`);
    }
    return released;
}

/** What to do about a lock, for whoever meets it. */
function lockedMessage(name: string, lock: StackLock, described: string, alive: boolean): string {
    const remedy = alive
        ? "Wait for it with --lock-wait, or stop that process"
        : `Wait for it with --lock-wait; when that process is gone for sure, run \`tempo-sts unlock --stack ${name} --force ${lockOwner(lock)}\``;
    return `The stack ${name} is locked by another update: ${described}. ${remedy}.`;
}

async function rest(
    milliseconds: number,
    name: string,
    signal: AbortSignal | undefined,
): Promise<void> {
    await pause(Math.max(0, milliseconds), undefined, signal === undefined ? {} : { signal }).catch(
        (cause: unknown) => {
            throw new OperationAbortedError(`waiting for the stack ${name}: given up`, { cause });
        },
    );
}

function tell(listener: RunnerListener | undefined, message: string): void {
    listener?.({ kind: "message", severity: "info", urn: "", type: "", name: "", message });
}
