/** Everything that is proven of a chain while it is deployed. */
import type { Draft } from "./draft.ts";
import type { PhaseLog, PhaseOutcome } from "./phases.ts";
import { allowedRows } from "./proofs/allowed.ts";
import { prove, proveInOrder } from "./proofs/proof.ts";
import { refusedCalls } from "./proofs/refused-calls.ts";
import { refusedTokenRows } from "./proofs/refused-tokens.ts";
import { sandboxTarget } from "./proofs/sandbox-target.ts";
import type { ProofTarget } from "./proofs/target.ts";
import type { Chain, Proof } from "./report.ts";
import type { Stage } from "./stage.ts";
import { validateTraceJobs } from "./trace-jobs.ts";

/** Three phases: the calls that must be allowed, those that must be refused, the trace Jobs. */
export async function proveEverything(
    { sandbox, plan, bystanders }: Stage,
    chain: Chain,
    signal: AbortSignal,
    log: PhaseLog,
    draft: Draft,
): Promise<void> {
    const target = await sandboxTarget(sandbox, chain, bystanders);
    try {
        await log.run("prove-allowed", () => proven(draft, proveAllowed(target, signal)));
        await log.run("prove-refused", () => proven(draft, proveRefused(target, signal)));
    } finally {
        await target.close();
    }
    await log.run("trace-jobs", async () => {
        const jobs = await validateTraceJobs(sandbox.cluster, plan.settings);
        draft.traceJobs.push(...jobs);
        const refused = jobs.filter(({ accepted }) => !accepted);
        const problem = refused.map(({ name, detail }) => `${name}: ${detail}`).join("; ");
        return {
            value: jobs,
            detail: `${jobs.map(({ name }) => name).join(", ")}: accepted in a dry run, not run`,
            problem: problem === "" ? undefined : problem,
        };
    });
}

async function proveAllowed(target: ProofTarget, signal: AbortSignal): Promise<Proof[]> {
    const accounts = target.chain.serviceAccounts.map((account) =>
        proveInOrder(allowedRows(target, account), signal),
    );
    return (await Promise.all(accounts)).flat();
}

async function proveRefused(target: ProofTarget, signal: AbortSignal): Promise<Proof[]> {
    const tokens = await Promise.all(refusedTokenRows(target).map(prove));
    const calls = refusedCalls(target);
    try {
        return [...tokens, ...(await proveInOrder(calls.rows, signal))];
    } finally {
        await calls.close();
    }
}

async function proven(draft: Draft, made: Promise<Proof[]>): Promise<PhaseOutcome<Proof[]>> {
    const proofs = await made;
    draft.proofs.push(...proofs);
    const wrong = proofs.filter(({ ok }) => !ok);
    const [first] = wrong;
    const detail = `${proofs.length} calls ended as they must`;
    if (first === undefined) return { value: proofs, detail };
    const problem = `${wrong.length} of ${proofs.length} calls did not end as they must; the first: ${first.operation} by ${first.identity}`;
    return { value: proofs, detail, problem };
}
