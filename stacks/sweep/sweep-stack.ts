// Takes away one stack that has expired, unless it is no longer what it was when that was decided.
import { judgeStack, type SweepStack } from "./judge.ts";
import type { PlanRow, SweepPlan } from "./plan.ts";
import type { SweepRow } from "./report.ts";

/** With what a stack is taken away. */
export interface StackSweep {
    readonly plan: SweepPlan;
    readonly destroyStack: (stack: SweepStack, signal: AbortSignal | undefined) => Promise<unknown>;
    readonly readStack?: ((stack: SweepStack) => Promise<SweepStack | undefined>) | undefined;
    readonly signal?: AbortSignal | undefined;
}

/** Destroys the stack of a plan's line. @throws Error when it cannot be read or destroyed */
export async function sweepStack(
    { stack }: PlanRow,
    { plan, destroyStack, readStack, signal }: StackSweep,
): Promise<Pick<SweepRow, "state" | "message">> {
    if (stack === undefined) {
        throw new Error("the plan's line has neither a stack nor a thing");
    }
    const now = readStack === undefined ? stack : await readStack(stack);
    if (now === undefined) {
        return { state: "done", message: "it was gone already" };
    }
    // The account was known when the stack was planned; what may have changed is its expiry, or that somebody is at work.
    const { circumstances } = plan;
    const verdict = judgeStack(now, circumstances, [circumstances.accountId]);
    if (verdict.action !== "destroy") {
        return { state: "kept", message: `left alone: now ${verdict.why}` };
    }
    await destroyStack(now, signal);
    return { state: "done" };
}
