/** `pulumi up`. */
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";

import { EventReader, type RunnerListener } from "./events.ts";
import { toRunnerError } from "./failures.ts";
import { type StackResource, stackResources } from "./resources.ts";
import type { RunnerWorkspace } from "./workspace.ts";

/** How every verb may be run. */
export interface OperationOptions {
    /** Interrupts the CLI, which ends what is under way and keeps its state. */
    readonly signal?: AbortSignal | undefined;
    readonly onEvent?: RunnerListener | undefined;
}

/** How many resources an operation created, updated, …, by Pulumi's word for it. */
export type Changes = Readonly<Record<string, number>>;

/** What `up` did. */
export interface UpResult {
    readonly outputs: Readonly<Record<string, unknown>>;
    readonly resources: readonly StackResource[];
    readonly changes: Changes;
}

/** Deploys the program. @throws RunnerError, with what the engine said */
export async function up(
    workspace: RunnerWorkspace,
    options: OperationOptions = {},
): Promise<UpResult> {
    const { stack } = workspace;
    return operate(`updating the stack ${stack.name}`, options, async (running) => {
        const result = await stack.up({ ...running, showSecrets: true });
        const outputs = Object.entries(result.outputs).map(([key, output]): [string, unknown] => [
            key,
            output.value,
        ]);
        return {
            outputs: Object.fromEntries(outputs),
            resources: await stackResources(workspace),
            changes: changesOf(result.summary.resourceChanges),
        };
    });
}

/** What the Automation API takes for every verb. */
export interface RunningOptions {
    readonly onEvent: (event: EngineEvent) => void;
    readonly signal?: AbortSignal;
    readonly color: "never";
}

/** Runs a verb with events and the signal, and turns its failure into one of this room's errors. */
export async function operate<T>(
    doing: string,
    options: OperationOptions,
    run: (running: RunningOptions) => Promise<T>,
): Promise<T> {
    const reader = new EventReader(options.onEvent);
    const { signal } = options;
    try {
        signal?.throwIfAborted();
        return await run({
            color: "never",
            onEvent: (event) => {
                reader.take(event);
            },
            ...(signal === undefined ? {} : { signal }),
        });
    } catch (error) {
        throw toRunnerError(doing, error, reader.diagnostics, signal);
    }
}

/** Without the resources that stayed the same. */
export function changesOf(all: Readonly<Record<string, number | undefined>> | undefined): Changes {
    const changed: Record<string, number> = {};
    for (const [operation, count] of Object.entries(all ?? {})) {
        if (operation !== "same" && count !== undefined && count > 0) changed[operation] = count;
    }
    return changed;
}
