/** A run's report as text: what went wrong first, then what was found, then the verdict. */
import type { Finding, PhaseOutcome, RunReport } from "../../stacks/run/report.ts";
import type { View } from "../session.ts";
import { block, marked, page } from "./facts.ts";
import { findingText } from "./findings.ts";
import { runVerdict } from "./run-verdict.ts";
import { outputLines } from "./stack-text.ts";
import { MARKS } from "./style.ts";

/** The whole report; its phases were shown while they ran. */
export function runText(report: RunReport, view: View): string {
    const { style } = view;
    const { phases, leftovers, outputs, diagnostics, ok } = report;
    const verdict = view.clean(runVerdict(report));
    return page([
        block(
            "What went wrong",
            phases.flatMap((phase) => wrong(phase, view)),
            view,
        ),
        block(
            "Left behind",
            leftovers.flatMap((name) => marked(style.bad(MARKS.bad), name, view)),
            view,
        ),
        block(
            "What to look at",
            phases.flatMap(({ findings }) => doubts(findings, view)),
            view,
        ),
        ok && stays(report) ? block("Outputs", outputLines(outputs, view), view) : [],
        diagnostics === undefined ? [] : ["", ...marked("·", `diagnostics: ${diagnostics}`, view)],
        ["", ok ? style.good(verdict) : style.bad(verdict)],
    ]);
}

function wrong({ title, status, error, detail, findings }: PhaseOutcome, view: View): string[] {
    if (status !== "failed") return [];
    const bad = view.style.bad(MARKS.bad);
    const message = error?.message ?? detail;
    return [
        ...message
            .split("\n")
            .flatMap((line, index) =>
                index === 0 ? marked(bad, `${title}: ${line}`, view) : marked(" ", line, view),
            ),
        ...findings
            .filter((finding) => finding.status === "failed" && !message.includes(finding.found))
            .flatMap((finding) => marked(bad, findingText(finding), view)),
    ];
}

/** What did not fail, and is not right either. */
function doubts(findings: readonly Finding[], view: View): string[] {
    const warn = view.style.warn("!");
    return findings
        .filter(({ status }) => status === "warning" || status === "not-checked")
        .flatMap((finding) => marked(warn, findingText(finding), view));
}

function stays({ phases }: RunReport): boolean {
    return phases.every(({ id, status }) => id !== "destroy" || status === "skipped");
}
