// What is there is what was deployed, and a second deployment would change nothing.
import { driftOfStack } from "../../runner/drift.ts";
import { showStack } from "../../runner/show.ts";
import type { PhaseContext, PhaseResult } from "../options.ts";
import { runTarget, verbOptions } from "./run-target.ts";

const TRACE_CHECK = "tempo-sts:kubernetes:TraceCheck";

/** Looks for drift; changes nothing. */
export async function noDrift(context: PhaseContext): Promise<PhaseResult> {
    const target = (await isAsRunsDeploy(context)) ? runTarget(context) : context.target;
    const { drifted } = await driftOfStack(target, verbOptions(context));
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

/** A stack that was deployed otherwise may have trace Jobs of its own, which are then no drift. */
async function isAsRunsDeploy(context: PhaseContext): Promise<boolean> {
    if (context.facts.deployed === true || !context.settings.traceCheck.enabled) {
        return true;
    }
    const { resources } = await showStack(context.target, verbOptions(context));
    return resources.every(({ type }) => type !== TRACE_CHECK);
}
