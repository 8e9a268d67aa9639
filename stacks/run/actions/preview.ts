// What the deployment would do, with the policy packs looking at it.
import { previewStack } from "../../runner/preview.ts";
import type { PhaseContext, PhaseResult } from "../options.ts";
import { describeChanges, runTarget, verbOptions } from "./run-target.ts";

/** Previews the stack; changes nothing. */
export async function preview(context: PhaseContext): Promise<PhaseResult> {
    const { policyPacks, policyPackConfigs } = context;
    const { changes, steps } = await previewStack(runTarget(context), {
        ...verbOptions(context),
        ...(policyPacks.length === 0 ? {} : { policyPacks, policyPackConfigs }),
    });
    const policies = policyPacks.length === 0 ? "" : `; ${policyPacks.length} policy packs agree`;
    return {
        detail: `${describeChanges(changes, "to ")}${policies}`,
        facts: { plan: { changes, steps } },
    };
}
