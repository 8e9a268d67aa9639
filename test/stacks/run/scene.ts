// A run with phases that a test replaces, in a time that the test lets pass.
import type { PhaseAction, PhaseActions, RunOptions } from "../../../stacks/run/options.ts";
import { RUN_PHASES, type RunPhaseId } from "../../../stacks/run/phases.ts";
import type { PhaseOutcome, RunReport } from "../../../stacks/run/report.ts";
import { runPhases } from "../../../stacks/run/run.ts";
import { parseSettings } from "../../../stacks/settings/parse.ts";
import type { Settings } from "../../../stacks/settings/settings.ts";
import { fakeTime } from "./fake-time.ts";

/** What a phase takes where a test does not say otherwise. */
export const PHASE_MILLISECONDS = 10_000;

/** What a run does, phase by phase; `begun` tells in which order. */
export interface Scene {
    readonly actions?: Partial<PhaseActions>;
    readonly options?: Partial<RunOptions>;
    /** Aborts the run's signal at that moment. */
    readonly interruptAt?: number;
}

/** How it went. */
export interface Played {
    readonly report: RunReport;
    /** Every begin of a phase's work, in order. */
    readonly begun: readonly RunPhaseId[];
    readonly told: readonly string[];
    readonly status: Readonly<Partial<Record<RunPhaseId, PhaseOutcome["status"]>>>;
}

/** Settings as a user with nothing but a namespace has them. */
export function someSettings(more: Record<string, unknown> = {}): Settings {
    const parsed = parseSettings({ namespace: "n", ...more }, { env: {} });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.settings;
}

/** Makes the run, and lets time pass until it is over. */
export async function play({ actions = {}, options = {}, interruptAt }: Scene): Promise<Played> {
    const time = fakeTime();
    const begun: RunPhaseId[] = [];
    const told: string[] = [];
    const interruption = new AbortController();
    if (interruptAt !== undefined) {
        time.at(interruptAt, () => {
            interruption.abort(new Error("interrupted by SIGTERM"));
        });
    }
    const all = Object.fromEntries(
        RUN_PHASES.map(({ id }): [RunPhaseId, PhaseAction] => [
            id,
            async (context) => {
                begun.push(id);
                const action = actions[id];
                if (action !== undefined) return action(context);
                await context.clock.sleep(PHASE_MILLISECONDS, context.signal);
                return { detail: "fine" };
            },
        ]),
    );
    const report = await time.until(
        runPhases({
            target: { stack: "s" },
            settings: someSettings(),
            env: {},
            runId: "r",
            clock: time.clock,
            signal: interruption.signal,
            readOutputs: () => Promise.resolve({}),
            listener: {
                progress: (id, message) => told.push(`${id}: ${message}`),
            },
            ...options,
            actions: all,
        }),
    );
    const status = Object.fromEntries(report.phases.map((each) => [each.id, each.status]));
    return { report, begun, told, status };
}

/** A phase that fails like this. */
export function fails(error: Error): PhaseAction {
    return async ({ clock, signal }) => {
        await clock.sleep(PHASE_MILLISECONDS, signal);
        throw error;
    };
}
