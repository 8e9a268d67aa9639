/** The one sentence that a report ends with. */
import { proofsOf, type RehearsalReport } from "../../sandbox/rehearsal/report.ts";
import { score } from "./chain-links.ts";
import { seconds } from "./duration.ts";

/** "Proven: 22 of 22 calls allowed, …" or what it failed at. */
export function verdict(report: RehearsalReport): string {
    const { total = 0 } = report.timings;
    if (!report.ok) {
        const phase = report.failure === undefined ? "" : ` at "${report.failure.phase}"`;
        const word = report.failure?.class === "interrupted" ? "Interrupted" : "Failed";
        return `${word}${phase} after ${seconds(total)}.`;
    }
    const allowed = score(proofsOf(report, "allowed"), "calls allowed");
    const refused = score(proofsOf(report, "refused"), "wrong ones refused");
    const destroyed = report.phases.some(
        ({ id, status }) => id === "leak-check" && status === "passed",
    );
    const after = destroyed
        ? `nothing left behind, nothing of ${report.bystandersWatched} things of others touched`
        : "still running";
    return `Proven: ${allowed}, ${refused}, ${after} (${seconds(total)}).`;
}
