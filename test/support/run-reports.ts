/** Reports of runs, made by hand. */
import { RUN_PHASES, type RunPhaseId } from "../../stacks/run/phases.ts";
import type { PhaseOutcome, RunReport } from "../../stacks/run/report.ts";

/** A run that passed, with what differs. */
export function passedRun(more: Partial<RunReport> = {}): RunReport {
    return {
        schema: "tempo-sts/run/v1",
        ok: true,
        stack: "branch-feature",
        project: "tempo-sts",
        runId: "4711",
        startedAt: "2026-11-24T10:43:00.000Z",
        milliseconds: 312_000,
        phases: RUN_PHASES.map(({ id, title }) => outcome(id, title)),
        outputs: { bucketName: "tracing-feature", serviceAccounts: ["tempo-tmstack"] },
        leftovers: [],
        ...more,
    };
}

/** A run whose handshake failed, and that was taken away. */
export function failedRun(message = "the role's trust names another issuer"): RunReport {
    const phases = RUN_PHASES.map(({ id, title }): PhaseOutcome => {
        const usual = outcome(id, title);
        if (id === "handshake") {
            const error = { message, class: "proof" } as const;
            const findings = [
                {
                    name: "issuer",
                    status: "failed",
                    found: "https://b",
                    expected: "https://a",
                    remedy: "Correct `issuer`",
                },
                { name: "webhook", status: "warning", found: "no webhook" },
            ] as const;
            return { ...usual, status: "failed", error, findings, detail: "" };
        }
        const skipped: readonly RunPhaseId[] = ["generate-traces", "verify-traces", "no-drift"];
        return skipped.includes(id)
            ? {
                  ...usual,
                  status: "skipped",
                  detail: "handshake failed",
                  attempts: 0,
                  milliseconds: 0,
              }
            : usual;
    });
    const failure = { phase: "handshake", class: "proof", message } as const;
    return passedRun({ ok: false, phases, failure, diagnostics: "/tmp/diagnostics/4711" });
}

function outcome(id: RunPhaseId, title: string): PhaseOutcome {
    return {
        ...{
            id,
            title,
            status: "passed",
            milliseconds: 31_200,
            attempts: 1,
            detail: "as it must be",
        },
        findings: [],
    };
}
