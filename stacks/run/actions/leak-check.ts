// What of the stack is still there after it was destroyed.
import { awsConnection } from "../../aws/connection.ts";
import { checkLeaks } from "../../sweep/leak-check.ts";
import type { Leaks } from "../../sweep/leaks.ts";
import type { PhaseContext, PhaseResult } from "../options.ts";
import { callerIdentity } from "../preflight/caller.ts";
import type { Finding } from "../report.ts";
import { clusterOf } from "./cluster-of.ts";

// What goes with its owner goes a moment after it.
const SETTLE_MILLISECONDS = 30_000;
const POLL_MILLISECONDS = 5_000;

/** Looks for everything that carries the stack's tags and labels; every leftover fails the phase. */
export async function leakCheck(context: PhaseContext): Promise<PhaseResult> {
    const { clock, signal, progress } = context;
    const started = clock.now();
    let leaks = await look(context);
    while (leaks.leftovers.length > 0 && clock.now() - started < SETTLE_MILLISECONDS) {
        progress(`still there: ${leaks.leftovers.join(", ")}`);
        await clock.sleep(POLL_MILLISECONDS, signal);
        leaks = await look(context);
    }
    const { leftovers, unchecked } = leaks;
    return {
        detail:
            unchecked.length === 0
                ? "nothing of it is left in AWS or in the cluster"
                : `nothing of it is left where it could be looked: ${unchecked.length} places could not`,
        facts: { leftovers },
        findings: [...leftovers.map(leftBehind), ...unchecked.map(notLookedAt)],
    };
}

async function look(context: PhaseContext): Promise<Leaks> {
    const { settings, target, project, facts, env, signal, clock } = context;
    const aws = awsConnection(settings, { ...env, ...target.env });
    const accountId = facts.accountId ?? (await callerIdentity(aws, signal)).accountId;
    const cluster = await clusterOf(context);
    const { stack, lifetime } = target;
    const of = { settings, lifetime, accountId, stack, project };
    return checkLeaks({ ...of, aws, cluster, signal, clock });
}

function leftBehind(found: string): Finding {
    const remedy = "Take it away with `tempo-sts sweep --yes`, which looks for the same tags";
    return { name: "left behind", status: "failed", found, remedy };
}

function notLookedAt(why: string): Finding {
    return {
        name: "not looked at",
        status: "not-checked",
        found: `could not check, because of ${why}`,
    };
}
