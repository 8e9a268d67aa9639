/** A stack's state as the engine exports it, as far as this room reads it. */
import type { Deployment } from "@pulumi/pulumi/automation/index.js";

import { findStateFile } from "../backend/stack-state.ts";
import { StackLockedError } from "./errors.ts";
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
    /** The file that it was in by then. @default - it cannot be read */
    readonly text?: string | undefined;
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
 * The state, where it holds something that a killed update left. A look into the backend's file, which is faster than to ask the
 * CLI, mostly shows that it does not.
 */
export async function stateWithPending(open: OpenStack): Promise<StackState | undefined> {
    const text = await stateText(open);
    if (open.storage !== undefined && (text === undefined || !PENDING.test(text))) return undefined;
    const state = await exportState(open);
    return state.pending.length === 0 ? undefined : { ...state, text };
}

/** The file of the state, where it can be read. */
async function stateText({ storage, place }: OpenStack): Promise<string | undefined> {
    const path = storage === undefined ? undefined : await findStateFile(storage, place);
    return path === undefined ? undefined : storage?.read(path);
}

/**
 * Writes the state.
 *
 * @throws StackLockedError when it is another one by now, or an update runs; RunnerError for everything else
 */
export async function importState(
    open: OpenStack,
    state: Pick<StackState, "resources" | "exported" | "text">,
): Promise<void> {
    const { exported, resources, text } = state;
    if ((await stateText(open)) !== text) {
        throw new StackLockedError(
            `The stack ${open.name} is mended by another run at this moment. Wait for it with --lock-wait, or try again.`,
        );
    }
    const entries = Object.entries((exported.deployment ?? {}) as Record<string, unknown>);
    const rest = Object.fromEntries(entries.filter(([key]) => key !== "pending_operations"));
    const deployment = { ...exported, deployment: { ...rest, resources } };
    await open.stack.importStack(deployment).catch((error: unknown) => {
        throw toRunnerError(`mending the state of the stack ${open.name}`, error, []);
    });
}
