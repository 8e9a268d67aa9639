/** The verb `sweep`: what has expired, with why; and with `--yes` takes it away. */
import { StackMissingError } from "../../stacks/runner/errors.ts";
import type { StackTarget } from "../../stacks/runner/target.ts";
import type { SweepStack } from "../../stacks/sweep/judge.ts";
import { reportOfPlan, type SweepReport, type SweepRow } from "../../stacks/sweep/report.ts";
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { backendOf } from "../options/target.ts";
import { sweepText } from "../output/sweep-text.ts";
import { pulumiRoot } from "../pulumi-cli.ts";
import { ROOMS, type Rooms } from "../rooms.ts";
import { runVerb, type Session, type VerbOutcome } from "../session.ts";
import { lookAround, type Surroundings } from "../surroundings.ts";

/** The options of the verb, as the command line gives them. */
export interface SweepFlags extends CommonFlags {
    readonly dryRun?: boolean;
    readonly yes?: boolean;
    readonly concurrency: number;
}

const LOOK = { id: "look", title: "Look at stacks, AWS and the cluster" };
const SWEEP = { id: "sweep", title: "Take away what has expired" };

/** Runs the verb. */
export function sweepVerb(flags: SweepFlags, io: Io, rooms: Rooms = ROOMS): Promise<ExitClass> {
    return runVerb({ name: "sweep", failure: "clean-up" }, flags, io, async (session) => {
        const { target, stack } = await backendOf(flags, io);
        const acts = flags.yes === true;
        const root = await pulumiRoot(session, flags, rooms);
        await session.begin(acts ? [LOOK, SWEEP] : [LOOK]);
        const seen = await session.step(
            LOOK,
            (progress) => lookAround({ target, stack, root }, session, rooms, progress),
            ({ plan }) => counted(reportOfPlan(plan)),
        );
        if (!acts) return outcome(reportOfPlan(seen.plan), seen, session);
        const report = await session.step(
            SWEEP,
            () => takeAway(seen, { target, root, concurrency: flags.concurrency }, session, rooms),
            ({ counts }) => `${counts.done} taken away, ${counts.failed} failed`,
        );
        return outcome(report, seen, session);
    });
}

interface Acting {
    readonly target: Omit<StackTarget, "stack">;
    readonly root: string | undefined;
    readonly concurrency: number;
}

function takeAway(
    { plan, aws, cluster }: Surroundings,
    { target, root, concurrency }: Acting,
    session: Session,
    rooms: Rooms,
): Promise<SweepReport> {
    const { signal, teller } = session;
    const named = ({ name }: SweepStack): StackTarget => ({ ...target, stack: name });
    return rooms.sweep({
        plan,
        concurrency,
        signal,
        connections: { aws, cluster },
        destroyStack: (stack, ending) =>
            rooms.destroyStack(named(stack), { signal: ending, root, remove: true }),
        readStack: async (stack) => {
            try {
                return await rooms.showStack(named(stack), { signal, root });
            } catch (error) {
                if (error instanceof StackMissingError) return undefined;
                throw error;
            }
        },
        listener: {
            began: (row) => {
                teller.progress(SWEEP.id, `${row.action} ${row.kind} ${row.what}`, true);
            },
            ended: (row) => {
                teller.progress(SWEEP.id, ended(row));
            },
        },
    });
}

function outcome(report: SweepReport, seen: Surroundings, session: Session): VerbOutcome {
    const data = { report, notes: seen.notes };
    const text: VerbOutcome["text"] = (view) => sweepText(report, seen.notes, view);
    if (report.ok) return { class: "ok", data, text };
    const { failed, planned } = report.counts;
    const found = session.signal.aborted && !session.timedOut ? "interrupted" : "clean-up";
    const undone = planned === 0 ? "" : `, and ${planned} were not begun`;
    const message = `${failed} could not be taken away${undone}. Each says why; another sweep tries again.`;
    return { class: found, data, text, error: { class: found, message } };
}

function counted({ counts }: SweepReport): string {
    return `${counts.planned} to take away, ${counts.kept} to keep`;
}

function ended({ kind, what, state, message }: SweepRow): string {
    return `${state} ${kind} ${what}${message === undefined ? "" : `: ${message}`}`;
}
