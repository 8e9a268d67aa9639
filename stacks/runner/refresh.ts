/** `pulumi refresh`. */
import { type Changes, changesOf, type OperationOptions, operate } from "./up.ts";
import type { RunnerWorkspace } from "./workspace.ts";

/** What differed from the state. */
export interface RefreshResult {
    readonly changes: Changes;
}

/** Brings the state in line with what is there. @throws RunnerError, with what the engine said */
export async function refresh(
    workspace: RunnerWorkspace,
    options: OperationOptions = {},
): Promise<RefreshResult> {
    const { stack } = workspace;
    return operate(`refreshing the stack ${stack.name}`, options, async (running) => {
        const { summary } = await stack.refresh(running);
        return { changes: changesOf(summary.resourceChanges) };
    });
}
