/** `pulumi preview`. */
import { type OpenProject, type OpenStack, withProject } from "./open-stack.ts";
import { OperationFailedError } from "./errors.ts";
import {
    configuredStack,
    initStack,
    placeConfigFile,
    stackExists,
    throwAway,
} from "./prepare-stack.ts";
import { StepReader, type PreviewStep } from "./steps.ts";
import type { StackOptions, StackTarget } from "./target.ts";
import { type Changes, changesOf, operate, type ProgramOptions, programOptions } from "./up.ts";
import type { RunnerWorkspace } from "./workspace.ts";

/** What an update would do. */
export interface PreviewResult {
    readonly changes: Changes;
}

/** How to preview a stack of the user's own. */
export interface PreviewStackOptions extends StackOptions {
    /** Any change is a failure. @default false */
    readonly expectNoChanges?: boolean | undefined;
    /** Compares with what is there, not with the state alone. @default false */
    readonly refreshFirst?: boolean | undefined;
}

/** A preview with what would happen to each resource. */
export interface StackPreview extends PreviewResult {
    readonly steps: readonly PreviewStep[];
}

/** Tells what `up` would do. @throws RunnerError, with what the engine said */
export async function preview(
    workspace: RunnerWorkspace,
    options: ProgramOptions & { readonly refreshFirst?: boolean | undefined } = {},
): Promise<PreviewResult> {
    const { stack } = workspace;
    return operate(`previewing the stack ${stack.name}`, options, async (running) => {
        const { changeSummary } = await stack.preview({
            ...running,
            ...programOptions(options),
            ...(options.refreshFirst === true ? { refresh: true } : {}),
        });
        return { changes: changesOf(changeSummary) };
    });
}

/**
 * Tells what `deployStack` would do; makes neither stack nor resource.
 *
 * @throws OperationFailedError for a change that was not expected; RunnerError for everything else
 */
export function previewStack(
    target: StackTarget,
    options: PreviewStackOptions = {},
): Promise<StackPreview> {
    return withProject(target, options, async (project) => {
        const open = await previewable(project, target, options.signal);
        const reader = new StepReader(options.onEvent);
        const { changes } = await preview(open, { ...options, onEvent: reader.listener });
        const { steps } = reader;
        if (options.expectNoChanges === true && steps.length > 0) {
            const changed = steps.map(({ op, name, type }) => `${op} ${name} (${type})`);
            throw new OperationFailedError(
                `previewing the stack ${open.name}: expected no change, got ${changed.join(", ")}`,
                [],
            );
        }
        return { changes, steps };
    });
}

/** The stack, or where nobody has made it yet, one of the same name in a backend that goes with the folder. */
export async function previewable(
    project: OpenProject,
    target: StackTarget,
    signal: AbortSignal | undefined,
): Promise<OpenStack> {
    await placeConfigFile(project, target);
    const exists = await stackExists(project, target.stack, signal);
    const place = exists ? project : await throwAway(project);
    if (!exists) await initStack(place, target, signal);
    return configuredStack(place, target, "target", { exists, signal });
}
