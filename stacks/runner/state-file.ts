/** A stack's state as the engine exports it, as far as this room reads it. */
import type { Deployment } from "@pulumi/pulumi/automation/index.js";

import { findStateFile } from "../backend/stack-state.ts";
import { toRunnerError } from "./failures.ts";
import type { OpenStack } from "./open-stack.ts";

/** One resource in the state. Secrets in it are encrypted. */
export interface StateResource {
    readonly urn: string;
    readonly type: string;
    readonly custom?: boolean;
    readonly delete?: boolean;
    readonly id?: string;
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
    readonly parent?: string;
    readonly dependencies?: readonly string[];
    readonly provider?: string;
    readonly [field: string]: unknown;
}

/** What an update was about when it was killed. */
export interface PendingOperation {
    readonly type: string;
    readonly resource: StateResource;
}

/** The state of a stack. */
export interface StackState {
    readonly resources: readonly StateResource[];
    readonly pending: readonly PendingOperation[];
    /** As it was exported, to be imported again. */
    readonly exported: Deployment;
}

const PENDING = /"pending_operations"\s*:\s*\[\s*\{/;

/** Reads the state through the CLI. @throws RunnerError */
export async function exportState(open: OpenStack): Promise<StackState> {
    const exported = await open.stack.exportStack().catch((error: unknown) => {
        throw toRunnerError(`reading the state of the stack ${open.name}`, error, []);
    });
    const { resources, pending_operations } = (exported.deployment ?? {}) as {
        resources?: StateResource[] | null;
        pending_operations?: PendingOperation[] | null;
    };
    return { resources: resources ?? [], pending: pending_operations ?? [], exported };
}

/**
 * The state, where it may hold something that a killed update left; undefined where a look into the backend's file shows that
 * it does not, which is faster than to ask the CLI.
 */
export async function stateWithPending(open: OpenStack): Promise<StackState | undefined> {
    const { storage, place } = open;
    if (storage !== undefined) {
        const path = await findStateFile(storage, place);
        const text = path === undefined ? undefined : await storage.read(path);
        if (text === undefined || !PENDING.test(text)) return undefined;
    }
    const state = await exportState(open);
    return state.pending.length === 0 ? undefined : state;
}

/** Writes the state. @throws RunnerError */
export async function importState(
    open: OpenStack,
    state: Pick<StackState, "resources" | "exported">,
): Promise<void> {
    const { exported, resources } = state;
    const entries = Object.entries((exported.deployment ?? {}) as Record<string, unknown>);
    const rest = Object.fromEntries(entries.filter(([key]) => key !== "pending_operations"));
    const deployment = { ...exported, deployment: { ...rest, resources } };
    await open.stack.importStack(deployment).catch((error: unknown) => {
        throw toRunnerError(`mending the state of the stack ${open.name}`, error, []);
    });
}

/** A resource's own name, the last part of its URN. */
export function nameOfUrn(urn: string): string {
    return urn.split("::").slice(3).join("::");
}
