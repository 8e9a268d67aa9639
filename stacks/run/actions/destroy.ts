// The way back.
import { destroyStack } from "../../runner/destroy.ts";
import type { PhaseContext, PhaseResult } from "../options.ts";
import { describeChanges, runTarget, verbOptions } from "./run-target.ts";

/** Deletes everything in the stack, and the stack. */
export async function destroy(context: PhaseContext): Promise<PhaseResult> {
    const { existed, changes } = await destroyStack(runTarget(context), {
        ...verbOptions(context),
        remove: true,
    });
    return { detail: existed ? describeChanges(changes) : "there was no such stack" };
}
