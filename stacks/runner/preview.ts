/** `pulumi preview`. */
import { type Changes, changesOf, type OperationOptions, operate } from "./up.ts";
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
