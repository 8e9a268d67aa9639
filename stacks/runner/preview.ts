/** `pulumi preview`. */
import { type Changes, changesOf, type OperationOptions, operate } from "./up.ts";
import type { StackOptions, StackTarget } from "./target.ts";
import type { RunnerWorkspace } from "./workspace.ts";

/** What an update would do. */
export interface PreviewResult {
    readonly changes: Changes;
}

/** Tells what `up` would do. @throws RunnerError, with what the engine said */
export async function preview(
    workspace: RunnerWorkspace,
    options: OperationOptions = {},
): Promise<PreviewResult> {
    const { stack } = workspace;
    return operate(`previewing the stack ${stack.name}`, options, async (running) => {
        const { changeSummary } = await stack.preview(running);
        return { changes: changesOf(changeSummary) };
    });
}

/** What would happen to one resource. */
export interface PreviewStep {
    /** Pulumi's word for it: create, update, delete, replace … */
    readonly op: string;
    readonly urn: string;
    readonly type: string;
    readonly name: string;
}

/** How to preview a stack of the user's own. */
export interface PreviewStackOptions extends StackOptions {
    /** Any change is a failure. @default false */
    readonly expectNoChanges?: boolean | undefined;
    /** Compares with what is there, not with the state alone. @default false */
    readonly refreshFirst?: boolean | undefined;
}

/** Tells what `deployStack` would do; makes neither stack nor resource. */
export function previewStack(
    target: StackTarget,
    options: PreviewStackOptions,
): Promise<PreviewResult & { readonly steps: readonly PreviewStep[] }> {
    return Promise.reject(new Error(`not written yet: ${target.stack} ${Object.keys(options).length}`));
}
