// The deployment.
import { deployStack } from "../../runner/deploy.ts";
import type { PhaseContext, PhaseResult } from "../options.ts";
import { describeChanges, runTarget, verbOptions } from "./run-target.ts";

/** Deploys the stack, after having mended what a killed run left of it. */
export async function up(context: PhaseContext): Promise<PhaseResult> {
    const { policyPacks, policyPackConfigs } = context;
    const { outputs, changes, repaired } = await deployStack(runTarget(context), {
        ...verbOptions(context),
        ...(policyPacks.length === 0 ? {} : { policyPacks, policyPackConfigs }),
    });
    return {
        detail: describeChanges(changes),
        findings: repaired.map((found) => ({
            name: "state of an earlier run",
            status: "warning",
            found,
        })),
        facts: { outputs, deployed: true },
    };
}
