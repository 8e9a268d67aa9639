/** `pulumi destroy`. */
import { claimOptions, withClaim } from "./claim.ts";
import { openStack, withProject } from "./open-stack.ts";
import { stackExists } from "./prepare-stack.ts";
import { repairStack } from "./repair.ts";
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
        readonly remove?: boolean | undefined;
        readonly parallel?: number | undefined;
    } = {},
): Promise<DestroyResult> {
    const { stack } = workspace;
    return operate(`destroying the stack ${stack.name}`, options, async (running) => {
        const { remove = false, parallel } = options;
        const { summary } = await stack.destroy({
            ...running,
            remove,
            ...(parallel === undefined ? {} : { parallel }),
        });
        return { changes: changesOf(summary.resourceChanges) };
    });
}

/** What became of a stack of the user's own. */
export interface DestroyedStack extends DestroyResult {
    /** Whether there was one. */
    readonly existed: boolean;
    /** What a killed run had left, and what became of it. */
    readonly repaired: readonly string[];
}

/**
 * Deletes a stack of the user's own, from its state alone: neither its configuration nor its program is needed. Mends before
 * what a killed run left.
 *
 * @throws StackLockedError while another update runs; RunnerError for everything else
 */
export function destroyStack(
    target: StackTarget,
    options: StackOptions & {
        /** Forgets the stack too. @default false */
        readonly remove?: boolean | undefined;
    } = {},
): Promise<DestroyedStack> {
    return withProject(target, options, async (project) => {
        if (!(await stackExists(project, target.stack, options.signal))) {
            return { existed: false, changes: {}, repaired: [] };
        }
        const open = await openStack(project, target.stack);
        return withClaim(open, claimOptions(target, options), async (released) => {
            const mended = await repairStack(open, options);
            const { changes } = await destroy(open, options);
            return { existed: true, changes, repaired: [...released, ...mended] };
        });
    });
}
