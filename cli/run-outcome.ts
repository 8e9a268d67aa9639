/** What a run's report means to the command line. */
import { RUN_PHASES, runPhase } from "../stacks/run/phases.ts";
import { RUN_SCHEMA, type PhaseOutcome, type RunReport } from "../stacks/run/report.ts";
import type { Told } from "./errors.ts";
import type { Outcome } from "./result.ts";

/** The outcome; `timedOut` tells a `--timeout` from a person's wish to stop. */
export function runOutcome(report: RunReport, timedOut: boolean): Outcome {
    const { stack, failure } = report;
    if (failure === undefined) {
        const error = {
            class: "bug",
            message: "the run failed, and does not say at what",
        } as const;
        return report.ok
            ? { class: "ok", stack, data: { report } }
            : { class: "bug", stack, data: { report }, error };
    }
    const { phase, message } = failure;
    const gaveUp = timedOut && failure.class === "interrupted";
    const found = gaveUp ? runPhase(phase).failureClass : failure.class;
    const words = gaveUp ? "the time of --timeout was over" : message;
    return { class: found, stack, data: { report }, error: { class: found, message: words } };
}

/** The report of a run that failed before it began: its job's page must say why as well. */
export function unbegunReport(stack: string, error: Told, now: Date): RunReport {
    const phases = RUN_PHASES.map(({ id, title }): PhaseOutcome => {
        const outcome = { id, title, milliseconds: 0, attempts: 0, findings: [] } as const;
        return id === "preflight"
            ? {
                  ...outcome,
                  status: "failed",
                  detail: error.message,
                  error: { ...error, class: classOf(error) },
              }
            : { ...outcome, status: "skipped", detail: "not reached" };
    });
    return {
        schema: RUN_SCHEMA,
        ok: false,
        ...{ stack, project: "", runId: "" },
        startedAt: now.toISOString(),
        milliseconds: 0,
        phases,
        outputs: {},
        failure: { phase: "preflight", class: classOf(error), message: error.message },
        leftovers: [],
    };
}

function classOf({ class: found }: Told) {
    return found === "ok" ? "bug" : found;
}
