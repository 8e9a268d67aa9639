// One pass for CI: all phases in order, and a clean-up that is attempted whatever happened before.
import type { StackTarget } from "../runner/target.ts";
import { SYSTEM_CLOCK } from "../waiting/clock.ts";
import type { Outputs, RunClock, RunOptions } from "./options.ts";
import { PhaseRecord } from "./phase-record.ts";
import { RUN_PHASES, type RunPhase } from "./phases.ts";
import { checksLeaksAlone, leftOut } from "./plan.ts";
import { RUN_SCHEMA, type RunReport } from "./report.ts";
import { makeRunId } from "./run-id.ts";

const DEFAULT_PROJECT = "tempo-sts";
/** How long diagnostics may take, whatever they are about. */
const DIAGNOSTICS_SECONDS = 120;

/**
 * Makes a run. Never rejects because of a failed phase: the report tells of it.
 *
 * The stack is destroyed from the moment that its `up` has begun, or was deliberately passed over: after a failed phase, a
 * time limit or a wish to stop alike, and within a time limit of its own. It stays only where that was asked for: by
 * `skipPhases`, by `onlyPhases`, or by `keepOnFailure` after a phase that failed by itself; and where `up` was refused
 * because another update has the stack.
 */
export async function runPhases(options: RunOptions): Promise<RunReport> {
    const clock = clockOf(options);
    const started = clock.now();
    const { target, project = DEFAULT_PROJECT } = options;
    const runId = options.runId ?? target.lifetime?.runId ?? makeRunId(started);
    const { PHASE_ACTIONS } = await import("./actions.ts");
    const record = new PhaseRecord({
        options,
        clock,
        project,
        runId,
        actions: { ...PHASE_ACTIONS, ...options.actions },
        readOutputs: options.readOutputs ?? outputsOfStack,
    });
    const run = new Run(options, record, clock);
    await run.all();
    const report: RunReport = {
        schema: RUN_SCHEMA,
        ok: record.failure === undefined,
        ...{ stack: target.stack, project, runId },
        startedAt: new Date(started).toISOString(),
        milliseconds: clock.now() - started,
        ...record.summary(),
        ...(run.diagnostics === undefined ? {} : { diagnostics: run.diagnostics }),
    };
    await run.writeReport(report);
    return report;
}

/** The order of things. */
class Run {
    /** The folder, once there is one. */
    diagnostics: string | undefined;
    /** There is something to destroy, as far as this run knows. */
    private deployed = false;
    private destroyed = false;
    private readonly options: RunOptions;
    private readonly record: PhaseRecord;
    private readonly clock: RunClock;

    constructor(options: RunOptions, record: PhaseRecord, clock: RunClock) {
        this.options = options;
        this.record = record;
        this.clock = clock;
    }

    async all(): Promise<void> {
        for (const phase of RUN_PHASES) {
            if (phase.id === "destroy") await this.destroy(phase);
            else if (phase.id === "leak-check") await this.checkLeaks(phase);
            else await this.regular(phase);
        }
        await this.diagnose();
    }

    private async regular(phase: RunPhase): Promise<void> {
        const { record } = this;
        const reason = leftOut(phase.id, this.options);
        const stopped = record.stopped();
        if (phase.id === "up" && (reason !== undefined ? record.failure : stopped) === undefined) {
            this.deployed = true;
        }
        if (reason !== undefined) record.skip(phase, reason);
        else if (stopped !== undefined) record.stop(phase, stopped);
        else await record.perform(phase, this.options.signal);
    }

    private async destroy(phase: RunPhase): Promise<void> {
        const { record, options } = this;
        const reason = leftOut(phase.id, options) ?? this.whyStackStays();
        if (reason !== undefined) {
            record.skip(phase, reason);
            return;
        }
        // What the pods say is gone with them.
        await this.diagnose();
        this.destroyed = true;
        await record.perform(phase, undefined);
    }

    private whyStackStays(): string | undefined {
        const { failure } = this.record;
        const { keepOnFailure = false, target } = this.options;
        if (!this.deployed) {
            return "nothing was deployed";
        }
        if (this.record.lockedOut) {
            return "nothing was deployed: another update has the stack, which is not this run's to destroy";
        }
        return keepOnFailure && failure !== undefined && failure.class !== "interrupted"
            ? `kept because ${failure.phase} failed: the stack ${target.stack} stays, with everything in it`
            : undefined;
    }

    private async checkLeaks(phase: RunPhase): Promise<void> {
        const { record, options } = this;
        const reason = leftOut(phase.id, options);
        if (reason !== undefined) record.skip(phase, reason);
        else if (!this.destroyed && !checksLeaksAlone(options))
            record.skip(phase, "nothing was destroyed");
        else if (!this.destroyed && record.stopped() !== undefined)
            record.stop(phase, record.stopped() ?? "");
        else await record.perform(phase, undefined);
    }

    /** Once, and not while somebody waits for the run to stop. */
    private async diagnose(): Promise<void> {
        const { diagnosticsDir: dir } = this.options;
        const { failure } = this.record;
        if (
            dir === undefined ||
            failure === undefined ||
            failure.class === "interrupted" ||
            this.diagnostics !== undefined
        ) {
            return;
        }
        const collect =
            this.options.diagnose ?? (await import("./diagnostics/collect.ts")).collectDiagnostics;
        const signal = this.clock.timeout(DIAGNOSTICS_SECONDS * 1000);
        try {
            this.diagnostics = await collect(this.record.diagnosticsRequest(dir, failure, signal));
        } catch (error) {
            this.record.note(failure.phase, `no diagnostics could be kept: ${String(error)}`);
        }
    }

    async writeReport(report: RunReport): Promise<void> {
        if (this.diagnostics === undefined) return;
        const { writeReport } = await import("./diagnostics/run-report.ts");
        const problem = await writeReport(this.diagnostics, report, this.record.secrets);
        if (problem !== undefined) this.record.note("leak-check", problem);
    }
}

function clockOf({ clock, now }: RunOptions): RunClock {
    const usual: RunClock = { ...SYSTEM_CLOCK, timeout: (ms) => AbortSignal.timeout(ms) };
    return clock ?? { ...usual, ...(now === undefined ? {} : { now }) };
}

async function outputsOfStack(target: StackTarget, signal: AbortSignal): Promise<Outputs> {
    const { showStack } = await import("../runner/show.ts");
    const { outputs } = await showStack(target, { signal });
    return outputs;
}
