// A Job's end as a finding, with its last words as evidence.
import type { Finding } from "../report.ts";
import type { JobEnd } from "./trace-job.ts";

const REMEDIES = {
    failed: "Its last lines say why; an endpoint that does not answer, or traces that are too many or too few, come before anything else",
    deadline:
        "See whether its image can be pulled and its pod be scheduled, or wait longer: `--config traceCheck.deadlineSeconds=…`",
} as const;

/** What came of it. */
export function jobFinding(name: string, { outcome, reason, log, seconds }: JobEnd): Finding {
    const evidence = log.length === 0 ? "" : `\n${log.map((line) => `    ${line}`).join("\n")}`;
    if (outcome === "complete") {
        return { name, status: "ok", found: `complete after ${seconds} s${evidence}` };
    }
    const ended = outcome === "failed" ? "failed" : "not complete";
    return {
        name,
        status: "failed",
        expected: "the Job to complete",
        found: `${ended} after ${seconds} s: ${reason}${evidence}`,
        remedy: REMEDIES[outcome],
    };
}
