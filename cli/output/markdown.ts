/** A run as a Markdown summary, for a job's page. */
import type { PhaseOutcome, RunReport } from "../../stacks/run/report.ts";
import type { Clean } from "./clean.ts";
import { seconds } from "./duration.ts";
import { findingText } from "./findings.ts";
import { runVerdict } from "./run-verdict.ts";

const RESULT = { passed: "✅ passed", failed: "❌ failed", skipped: "➖ skipped" } as const;
/** A job's page takes a megabyte of all its steps together. */
const LONGEST = 2000;

/** The summary, with a line end at its end. */
export function markdownSummary(report: RunReport, clean: Clean): string {
    const say = (text: string) => escaped(text, clean);
    const wrong = report.phases.filter(({ status }) => status === "failed");
    const findings = report.phases.flatMap((phase) =>
        phase.findings.map((finding) => ({ phase, finding })),
    );
    const blocks = [
        `## ${report.ok ? "✅" : "❌"} tempo-sts: ${say(report.stack)}`,
        say(runVerdict(report)),
        ...wrong.map(failure(say)),
        section(
            "Left behind",
            report.leftovers.map((name) => `- ${say(name)}`),
        ),
        table(
            ["phase", "result", "time", "what"],
            report.phases.map((phase) => phaseRow(phase).map(say)),
        ),
        details(
            "What was found",
            findings.map(({ phase, finding }) => [
                phase.title,
                finding.status,
                findingText(finding),
            ]),
            ["phase", "result", "what"],
            say,
        ),
        details(
            "Outputs",
            Object.entries(report.outputs).map(([name, value]) => [name, valueText(value)]),
            ["output", "value"],
            say,
        ),
        report.diagnostics === undefined ? "" : `Diagnostics: ${say(report.diagnostics)}`,
    ];
    return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

/** Text that is nothing but text in Markdown, in a table's cell too. */
export function escaped(text: string, clean: Clean): string {
    const cut = text.length <= LONGEST ? text : `${text.slice(0, LONGEST)} …`;
    return clean(cut)
        .replace(/&/gu, "&amp;")
        .replace(/</gu, "&lt;")
        .replace(/>/gu, "&gt;")
        .replace(/@/gu, "&#64;")
        .replace(/[\\`*_{}[\]()#+!|~$]/gu, "\\$&")
        .trim()
        .replace(/^(?=[-=]+(?:\s|$)|\d+\.(?:\s|$))/u, "&#8203;")
        .replace(/\s*\n\s*/gu, "<br>");
}

function failure(say: (text: string) => string): (phase: PhaseOutcome) => string {
    return ({ title, error, detail }) => `**${say(title)}**: ${say(error?.message ?? detail)}`;
}

function phaseRow(phase: PhaseOutcome): string[] {
    const { title, status, milliseconds, detail, error, attempts } = phase;
    const [reason = ""] = (error?.message ?? "").split("\n", 1);
    const tries = attempts > 1 ? ` (${attempts} attempts)` : "";
    const time = status === "skipped" ? "" : seconds(milliseconds);
    return [title, RESULT[status], time, `${reason === "" ? detail : reason}${tries}`];
}

function section(title: string, lines: readonly string[]): string {
    return lines.length === 0 ? "" : [`### ${title}`, "", ...lines].join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function details(
    title: string,
    rows: readonly (readonly string[])[],
    head: readonly string[],
    say: (text: string) => string,
): string {
    if (rows.length === 0) return "";
    const content = table(
        head,
        rows.map((row) => row.map(say)),
    );
    return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}

/** A value on one line. */
export function valueText(value: unknown): string {
    return typeof value === "string" ? value : JSON.stringify(value);
}
