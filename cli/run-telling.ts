/** A run's phases as they are told: by the screen, as events, in files. */
import type { RunPhaseId } from "../stacks/run/phases.ts";
import type { RunListener } from "../stacks/run/report.ts";
import type { Teller } from "./events.ts";

/** What a run tells, told on. */
export function runListener(teller: Teller): RunListener {
    return {
        started: (id: RunPhaseId, title) => {
            teller.started(id, title);
        },
        progress: (id, message) => {
            teller.progress(id, message);
        },
        ended: (outcome) => {
            const { status, error, detail } = outcome;
            const said = status === "failed" && error !== undefined ? error.message : detail;
            teller.ended({ ...outcome, detail: said.split("\n", 1)[0] ?? "" });
        },
        event: (id, event) => {
            teller.resource(id, event);
        },
    };
}
