// What of the stack is still there after it was destroyed.
import { awsConnection } from "../../aws/connection.ts";
import { leakCheck as leftoversOf } from "../../sweep/leak-check.ts";
import type { PhaseContext, PhaseResult } from "../options.ts";
import { callerIdentity } from "../preflight/caller.ts";
import { clusterOf } from "./cluster-of.ts";

/** Looks for everything that carries the stack's tags and labels; every leftover fails the phase. */
export async function leakCheck(context: PhaseContext): Promise<PhaseResult> {
    const { settings, target, project, facts, env, signal } = context;
    const aws = awsConnection(settings, { ...env, ...target.env });
    const accountId = facts.accountId ?? (await callerIdentity(aws, signal)).accountId;
    const cluster = await clusterOf(context);
    const { stack } = target;
    const leftovers = await leftoversOf({
        settings,
        accountId,
        stack,
        project,
        aws,
        cluster,
        signal,
    });
    return {
        detail: "nothing of it is left in AWS or in the cluster",
        facts: { leftovers },
        findings: leftovers.map((found) => ({
            name: "left behind",
            status: "failed",
            found,
            remedy: "Take it away with `tempo-sts sweep --yes`, which looks for the same tags",
        })),
    };
}
