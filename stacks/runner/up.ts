/** `pulumi up`. */
import { resolve } from "node:path";

import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";

import { EventReader, type RunnerListener } from "./events.ts";
import { toRunnerError } from "./failures.ts";
import { Interrupt } from "./interrupt.ts";
import { type StackResource, stackResources } from "./resources.ts";
import type { RunnerWorkspace } from "./workspace.ts";

/** How every verb may be run. */
export interface OperationOptions {
    /** Interrupts the CLI, which ends what is under way and keeps its state. */
    readonly signal?: AbortSignal | undefined;
    readonly onEvent?: RunnerListener | undefined;
}

/** How a verb that runs the program may be run. */
export interface ProgramOptions extends OperationOptions {
    /** How many resources are worked on at once. @default - the engine's */
    readonly parallel?: number | undefined;
    /** Folders of policy packs. @default - none */
    readonly policyPacks?: readonly string[] | undefined;
    /** JSON files with the configuration of the policy packs, in the same order. @default - none */
    readonly policyPackConfigs?: readonly string[] | undefined;
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
    options: ProgramOptions = {},
): Promise<UpResult> {
    const { stack } = workspace;
    return operate(`updating the stack ${stack.name}`, options, async (running) => {
        const result = await stack.up({
            ...running,
            ...programOptions(options),
            showSecrets: true,
        });
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

/** As the Automation API takes them; the CLI runs in another folder, where a relative path would be another one. */
export function programOptions(options: ProgramOptions): {
    parallel?: number;
    policyPacks?: string[];
    policyPackConfigs?: string[];
} {
    const { parallel, policyPacks = [], policyPackConfigs = [] } = options;
    const paths = (of: readonly string[]): string[] => of.map((path) => resolve(path));
    return {
        ...(parallel === undefined ? {} : { parallel }),
        ...(policyPacks.length === 0 ? {} : { policyPacks: paths(policyPacks) }),
        ...(policyPackConfigs.length === 0 ? {} : { policyPackConfigs: paths(policyPackConfigs) }),
    };
}

/** Runs a verb with events and the signal, and turns its failure into one of this room's errors. */
export async function operate<T>(
    doing: string,
    options: OperationOptions,
    run: (running: RunningOptions) => Promise<T>,
): Promise<T> {
    const reader = new EventReader(options.onEvent);
    const { signal } = options;
    const interrupt = signal === undefined ? undefined : new Interrupt(signal);
    try {
        signal?.throwIfAborted();
        return await run({
            color: "never",
            onEvent: (event) => {
                interrupt?.take(event);
                reader.take(event);
            },
            ...(interrupt === undefined ? {} : { signal: interrupt.signal }),
        });
    } catch (error) {
        throw toRunnerError(doing, error, reader.diagnostics, signal);
    } finally {
        interrupt?.close();
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
