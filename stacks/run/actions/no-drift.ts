// What is there is what was deployed, and a second deployment would change nothing.
import { driftOfStack } from "../../runner/drift.ts";
import type { PhaseContext, PhaseResult } from "../options.ts";
import { runTarget, verbOptions } from "./run-target.ts";

/** Looks for drift; changes nothing. */
export async function noDrift(context: PhaseContext): Promise<PhaseResult> {
    const { drifted } = await driftOfStack(runTarget(context), verbOptions(context));
    return {
        detail: "a refresh and a preview find nothing to change",
        findings: drifted.map(({ type, name, op }) => ({
            name: `${name} (${type})`,
            status: "failed",
            expected: "no change",
            found: op,
            remedy: "Look at it with `tempo-sts preview`: something else has changed it, or a server rewrites what was declared",
        })),
    };
}
