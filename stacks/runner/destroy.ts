/** `pulumi destroy`. */
import { type Changes, changesOf, type OperationOptions, operate } from "./up.ts";
import type { StackOptions, StackTarget } from "./target.ts";
import type { RunnerWorkspace } from "./workspace.ts";

/** What was deleted. */
export interface DestroyResult {
    readonly changes: Changes;
}

/** Deletes everything in the stack. @throws RunnerError, with what the engine said */
export async function destroy(
    workspace: RunnerWorkspace,
    options: OperationOptions & {
        /** Removes the stack with its history and configuration too. @default false */
        readonly remove?: boolean;
    } = {},
): Promise<DestroyResult> {
    const { stack } = workspace;
    return operate(`destroying the stack ${stack.name}`, options, async (running) => {
        const { summary } = await stack.destroy({ ...running, remove: options.remove ?? false });
        return { changes: changesOf(summary.resourceChanges) };
    });
}

/**
 * Deletes a stack of the user's own, without needing its configuration. Mends what a killed run left before.
 *
 * @throws StackLockedError while another update runs; RunnerError for everything else
 */
export function destroyStack(
    target: StackTarget,
    options: StackOptions & {
        /** Forgets the stack too. @default false */
        readonly remove?: boolean | undefined;
    },
): Promise<DestroyResult & { readonly existed: boolean; readonly repaired: readonly string[] }> {
    return Promise.reject(new Error(`not written yet: ${target.stack} ${Object.keys(options).length}`));
}
