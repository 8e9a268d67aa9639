/** What a run came to and what became of its stack, in two sentences. */
import type { RunPhaseId } from "../../stacks/run/phases.ts";
import type { RunReport } from "../../stacks/run/report.ts";
import { seconds } from "./duration.ts";

/** The last word on a run. */
export function runVerdict(report: RunReport): string {
    const { ok, failure, cleanUpFailure, phases, milliseconds } = report;
    const after = `after ${seconds(milliseconds)}.`;
    if (ok) return `Passed ${after} ${fate(report)}`;
    if (failure === undefined) return `Failed ${after} ${fate(report)}`;
    const title = phases.find(({ id }) => id === failure.phase)?.title ?? failure.phase;
    const word = failure.class === "interrupted" ? "Interrupted" : "Failed";
    const besides = cleanUpFailure === undefined ? "" : " The clean-up failed as well.";
    return `${word} at "${title}" ${after}${besides} ${fate(report)}`;
}

function fate({ phases, stack, leftovers }: RunReport): string {
    const status = (id: RunPhaseId) => phases.find((phase) => phase.id === id)?.status;
    if (leftovers.length > 0) return `The stack ${stack} is gone, but something of it is left.`;
    if (status("destroy") === "failed") {
        return `The stack ${stack} may still be there: its destroy failed.`;
    }
    if (status("destroy") === "passed") {
        return status("leak-check") === "passed"
            ? `The stack ${stack} is gone, and nothing of it is left.`
            : `The stack ${stack} is gone.`;
    }
    return status("up") === "skipped" &&
        status("wait") === "skipped" &&
        status("handshake") === "skipped"
        ? "Nothing was deployed."
        : `The stack ${stack} stays.`;
}
