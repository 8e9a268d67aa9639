// What a run tells: one outcome for each phase, what was found, and what stayed behind.
import type { RunnerEvent } from "../runner/events.ts";
import type { RunFailureClass, RunPhaseId } from "./phases.ts";

/** The schema of a report; another number means that a field has changed its meaning. */
export const RUN_SCHEMA = "tempo-sts/run/v1";

/** One thing that was looked at. */
export interface Finding {
    readonly name: string;
    /** `not-checked`: it could not be looked at, and `found` says why. */
    readonly status: "ok" | "warning" | "failed" | "not-checked";
    readonly found: string;
    readonly expected?: string;
    /** What to do. */
    readonly remedy?: string;
}

/** How a phase ended. */
export interface PhaseOutcome {
    readonly id: RunPhaseId;
    readonly title: string;
    readonly status: "passed" | "failed" | "skipped";
    readonly milliseconds: number;
    /** 0 where it was skipped. */
    readonly attempts: number;
    /** One line; of a skipped phase why it was skipped. */
    readonly detail: string;
    readonly findings: readonly Finding[];
    readonly error?: { readonly message: string; readonly class: RunFailureClass };
}

/** Why a run failed. */
export interface RunFailure {
    readonly phase: RunPhaseId;
    readonly class: RunFailureClass;
    readonly message: string;
}

/** A whole run. Holds no secret. */
export interface RunReport {
    readonly schema: typeof RUN_SCHEMA;
    readonly ok: boolean;
    readonly stack: string;
    readonly project: string;
    readonly runId: string;
    /** ISO 8601. */
    readonly startedAt: string;
    readonly milliseconds: number;
    /** All phases in order, those that were skipped too. */
    readonly phases: readonly PhaseOutcome[];
    /** The stack's outputs; empty where they were never known. */
    readonly outputs: Readonly<Record<string, unknown>>;
    /** The first failure: what the exit code tells. */
    readonly failure?: RunFailure;
    /** A failure of the clean-up after an earlier one: it is told besides, and hides nothing. */
    readonly cleanUpFailure?: RunFailure;
    /** The folder that tells what was there when the run failed. */
    readonly diagnostics?: string;
    /** What the leak check found. */
    readonly leftovers: readonly string[];
}

/** Hears what happens while it happens. */
export interface RunListener {
    readonly started?: (id: RunPhaseId, title: string) => void;
    readonly progress?: (id: RunPhaseId, message: string) => void;
    readonly ended?: (outcome: PhaseOutcome) => void;
    readonly event?: (id: RunPhaseId, event: RunnerEvent) => void;
}
