// What went wrong in a run: the first failure, which counts, and that of the clean-up after it, which is told besides.
import { redact } from "../../components/pure/redact.ts";
import type { PhaseEnd } from "./attempt.ts";
import { classOfError, describeFailure, describeFinding } from "./failure.ts";
import type { RunPhase, RunPhaseId } from "./phases.ts";
import type { RunFailure } from "./report.ts";

const CLEAN_UP: readonly RunPhaseId[] = ["destroy", "leak-check"];

/** The failures of one run. */
export class RunFailures {
    /** What the exit code tells. */
    first: RunFailure | undefined;
    cleanUp: RunFailure | undefined;
    private readonly secrets: readonly string[];

    constructor(secrets: readonly string[]) {
        this.secrets = secrets;
    }

    /** Remembers one. */
    add({ id }: RunPhase, wrong: Omit<RunFailure, "phase">): RunFailure {
        const message = redact(wrong.message, this.secrets);
        const failure = { phase: id, class: wrong.class, message };
        if (this.first === undefined) this.first = failure;
        else if (CLEAN_UP.includes(id)) this.cleanUp ??= failure;
        return failure;
    }

    /** As a report has them. */
    summary(): { failure?: RunFailure; cleanUpFailure?: RunFailure } {
        return {
            ...(this.first === undefined ? {} : { failure: this.first }),
            ...(this.cleanUp === undefined ? {} : { cleanUpFailure: this.cleanUp }),
        };
    }
}

/** Undefined where a phase went well: an end without an error, and no finding that failed. */
export function whatIsWrong(
    phase: RunPhase,
    { result, error, interrupted }: PhaseEnd,
): Omit<RunFailure, "phase"> | undefined {
    if (interrupted) {
        return { class: "interrupted", message: describeFailure(error) };
    }
    if (result === undefined) {
        return { class: classOfError(error, phase), message: describeFailure(error) };
    }
    const failed = (result.findings ?? []).filter(({ status }) => status === "failed");
    return failed.length === 0
        ? undefined
        : { class: phase.failureClass, message: failed.map(describeFinding).join("\n") };
}
