/** The verb `run`: one pass for CI, with everything that a job's page shows. */
import { resolve } from "node:path";

import { plannedPhases } from "../../stacks/run/plan.ts";
import { RUN_PHASES, type RunPhaseId } from "../../stacks/run/phases.ts";
import type { RunReport } from "../../stacks/run/report.ts";
import type { ExitClass } from "../exit-codes.ts";
import { explainerFor } from "../explain.ts";
import type { Io } from "../io.ts";
import type { PolicyFlags } from "../options/policy-options.ts";
import { policyPacksOf } from "../options/policy-packs.ts";
import type { CommonFlags } from "../options/common.ts";
import { renewed, unchanged } from "../options/kept-lifetime.ts";
import { livingTargetOf } from "../options/target.ts";
import type { PhaseTimeouts } from "../options/values.ts";
import { hiddenIn } from "../output/clean.ts";
import { runText } from "../output/run-text.ts";
import { pulumiRoot } from "../pulumi-cli.ts";
import { reportFiles } from "../report-files.ts";
import { ROOMS, type Rooms } from "../rooms.ts";
import { runOutcome, unbegunReport } from "../run-outcome.ts";
import { runListener } from "../run-telling.ts";
import { runVerb as playVerb, type Session } from "../session.ts";

/** The options of the verb, as the command line gives them. */
export interface RunFlags extends CommonFlags, PolicyFlags {
    readonly keepOnFailure?: boolean;
    readonly fromPhase?: RunPhaseId;
    readonly skipPhase: readonly RunPhaseId[];
    readonly phaseTimeout: PhaseTimeouts;
    readonly junit?: string;
    readonly markdown?: string;
    readonly events?: string;
    readonly diagnostics?: string;
    readonly allowedAccount: readonly string[];
    readonly ttl?: number;
}

/** Runs the verb. */
export function runVerb(flags: RunFlags, io: Io, rooms: Rooms = ROOMS): Promise<ExitClass> {
    return playVerb({ name: "run", failure: "deploy" }, flags, io, async (session) => {
        const files = await reportFiles(flags, session);
        try {
            const report = await pass(flags, session, rooms);
            await files.write(report);
            const outcome = runOutcome(report, session.timedOut);
            return { ...outcome, text: (view) => runText(report, view), textTells: true };
        } catch (error) {
            const told = session.tell(error);
            await files.write(unbegunReport(session.stack ?? "", told, session.now()));
            throw error;
        } finally {
            await files.close();
        }
    });
}

async function pass(flags: RunFlags, session: Session, rooms: Rooms): Promise<RunReport> {
    const { io } = session;
    const { target: made } = await livingTargetOf(flags, io, session.now());
    session.stack = made.stack;
    const installation = (): Promise<string | undefined> => pulumiRoot(session, flags, rooms);
    const settings = await rooms.readSettings(made, io.env, {
        signal: session.signal,
        root: installation,
    });
    const { fromPhase, skipPhase: skipPhases, diagnostics } = flags;
    const planned = plannedPhases({ fromPhase, skipPhases });
    const root = await installation();
    const keep = planned.includes("up") ? renewed : unchanged;
    const target = await keep(made, { signal: session.signal, root }, rooms);
    await session.begin(RUN_PHASES.filter(({ id }) => planned.includes(id)));
    return rooms.runPhases({
        ...{ target, settings, fromPhase, skipPhases, root },
        keepOnFailure: flags.keepOnFailure,
        timeouts: flags.phaseTimeout,
        ...policyPacksOf(flags, io),
        diagnosticsDir: diagnostics === undefined ? undefined : resolve(io.folder, diagnostics),
        allowedAccounts: flags.allowedAccount,
        env: io.env,
        secrets: hiddenIn(io.env),
        signal: session.signal,
        listener: runListener(session.teller),
        explain: explainerFor(rooms),
    });
}
