// One pass for CI: all phases in order, and a clean-up that is attempted whatever happened before.
import type { StackTarget } from "../runner/target.ts";
import { PROJECT } from "../settings/project.ts";
import { SYSTEM_CLOCK } from "../waiting/clock.ts";
import type { Outputs, RunClock, RunOptions } from "./options.ts";
import { PhaseRecord } from "./phase-record.ts";
import { RUN_PHASES, runPhase, type RunPhase } from "./phases.ts";
import { checksLeaksAlone, leftOut, plannedPhases } from "./plan.ts";
import { RunDiagnostics } from "./run-diagnostics.ts";
import { RUN_SCHEMA, type RunReport } from "./report.ts";
import { makeRunId } from "./run-id.ts";
import { secretsOf } from "./secrets.ts";
import { RunVoice } from "./voice.ts";

/**
 * Makes a run. Never rejects because of a failed phase: the report tells of it.
 *
 * The stack is destroyed from the moment that its `up` has begun, or was deliberately passed over: after a failed phase, a
 * time limit or a wish to stop alike, and within a time limit of its own. It stays only where that was asked for: by
 * `skipPhases`, by `onlyPhases`, or by `keepOnFailure` after a phase that failed by itself; and where `up` was refused
 * because another update has the stack. A run that would destroy a stack of the production profile begins nothing at all.
 */
export async function runPhases(options: RunOptions): Promise<RunReport> {
    const clock = clockOf(options);
    const started = clock.now();
    const { target, project = PROJECT } = options;
    const runId = options.runId ?? target.lifetime?.runId ?? makeRunId(started);
    const { PHASE_ACTIONS } = await import("./actions.ts");
    const actions = { ...PHASE_ACTIONS, ...options.actions };
    const { readOutputs = outputsOfStack } = options;
    const voice = new RunVoice(options.listener, secretsOf(options));
    const made = { options, clock, voice, project, runId, actions, readOutputs };
    const record = new PhaseRecord(made);
    const diagnostics = new RunDiagnostics(made, record);
    await new Run(options, record, diagnostics).all();
    if (voice.trouble !== undefined) {
        const message = `whoever listens to the run could not: ${voice.trouble}`;
        record.failures.add(runPhase("leak-check"), { class: "bug", message });
    }
    const report: RunReport = {
        schema: RUN_SCHEMA,
        ok: record.failures.first === undefined,
        ...{ stack: target.stack, project, runId },
        startedAt: new Date(started).toISOString(),
        milliseconds: clock.now() - started,
        ...record.summary(),
        ...record.failures.summary(),
        ...(diagnostics.folder === undefined ? {} : { diagnostics: diagnostics.folder }),
    };
    await diagnostics.keepReport(report);
    return report;
}

/** The order of things. */
class Run {
    /** There is something to destroy, as far as this run knows. */
    private deployed = false;
    private destroyed = false;
    private readonly options: RunOptions;
    private readonly record: PhaseRecord;
    private readonly diagnostics: RunDiagnostics;

    constructor(options: RunOptions, record: PhaseRecord, diagnostics: RunDiagnostics) {
        this.options = options;
        this.record = record;
        this.diagnostics = diagnostics;
    }

    async all(): Promise<void> {
        this.protectProduction();
        for (const phase of RUN_PHASES) {
            if (phase.id === "destroy") await this.destroy(phase);
            else if (phase.id === "leak-check") await this.checkLeaks(phase);
            else await this.regular(phase);
        }
        await this.diagnostics.collect();
    }

    /** What is there to stay must not be deployed by what takes it away again. */
    private protectProduction(): void {
        const { settings } = this.options;
        const planned = plannedPhases(this.options);
        const first = planned[0];
        if (settings.profile !== "production" || first === undefined) return;
        if (!planned.includes("destroy")) return;
        this.record.failures.add(runPhase(first), {
            class: "settings",
            message:
                "Expected a run that leaves a stack of the production profile there, got one that destroys it in the end. " +
                "Leave that out (`--skip-phase destroy`), or deploy it with `tempo-sts up` and prove it with `tempo-sts verify`.",
        });
    }

    private async regular(phase: RunPhase): Promise<void> {
        const { record } = this;
        const reason = leftOut(phase.id, this.options);
        const stopped = record.stopped();
        if (phase.id === "up") {
            const obstacle = reason === undefined ? stopped : record.failures.first;
            this.deployed = obstacle === undefined;
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
        await this.diagnostics.collect();
        this.destroyed = true;
        await record.perform(phase, undefined);
    }

    private whyStackStays(): string | undefined {
        const { keepOnFailure = false, target } = this.options;
        const { failures, lockedOut } = this.record;
        if (!this.deployed) {
            return "nothing was deployed";
        }
        if (lockedOut) {
            return "nothing was deployed: another update has the stack, which is not this run's to destroy";
        }
        // After an interruption nobody is there to look at what was kept.
        const isKept = keepOnFailure && failures.first?.class !== "interrupted";
        return isKept && failures.first !== undefined
            ? `kept because ${failures.first.phase} failed: the stack ${target.stack} stays, with everything in it`
            : undefined;
    }

    private async checkLeaks(phase: RunPhase): Promise<void> {
        const { record, options, destroyed } = this;
        const reason = leftOut(phase.id, options);
        const stopped = destroyed ? undefined : record.stopped();
        if (reason !== undefined) record.skip(phase, reason);
        else if (!destroyed && !checksLeaksAlone(options))
            record.skip(phase, "nothing was destroyed");
        else if (stopped !== undefined) record.stop(phase, stopped);
        else await record.perform(phase, undefined);
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
