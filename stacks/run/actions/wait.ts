// The roll-out: every workload of the instance, its pods, and what the operator says.
import { waitForRollout } from "../../gates/rollout.ts";
import { describeTempoStack, readTempoStack } from "../../cluster/tempo-stack-state.ts";
import type { PhaseContext, PhaseResult } from "../options.ts";
import { podIdentities } from "../pod-identity.ts";
import { clusterOf } from "./cluster-of.ts";

/** For the last look, and for telling what it saw. */
const LAST_LOOK_SECONDS = 10;

/** Waits until the pods run what was deployed. */
export async function wait(context: PhaseContext): Promise<PhaseResult> {
    const { settings, clock, signal, progress, secondsLeft } = context;
    const { namespace, tempoName } = settings;
    const cluster = await clusterOf(context);
    // Its own deadline says what is missing; the phase's would only say that it took too long.
    const timeoutSeconds = Math.max(0, secondsLeft() - LAST_LOOK_SECONDS);
    await waitForRollout(
        { namespace, tempoName, isUpdate: false },
        { ...clock, cluster, signal, timeoutSeconds, report: progress },
    );
    const state = await readTempoStack(cluster, settings, signal);
    const { roleArn } = context.facts.outputs ?? {};
    const identity = await podIdentities(cluster, settings, roleArn, signal);
    return { detail: describeTempoStack(state), findings: [identity] };
}
