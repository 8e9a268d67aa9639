/** A rehearsal's report as one self-contained page: the picture, then everything in tables. */
import type { Proof, RehearsalReport } from "../../sandbox/rehearsal/report.ts";
import { chainSvg } from "./chain-svg.ts";
import { seconds } from "./duration.ts";
import { htmlList, htmlPage, htmlTable, section } from "./html-page.ts";
import { MARKS } from "./style.ts";
import { escapeXml } from "./svg-shapes.ts";
import { verdict } from "./verdict.ts";

/** A complete HTML document; it loads nothing. */
export function htmlReport(report: RehearsalReport): string {
    const sections = [
        report.chain === undefined ? "" : `<div class="picture">${chainSvg(report)}</div>`,
        problems(report),
        section("What was allowed", proofTable(report, "allowed")),
        section("What was refused", proofTable(report, "refused")),
        section("Phases", phaseTable(report)),
        section("With", factTable(circumstances(report))),
        section("Resources", resourceTable(report)),
        section("What this does not show", htmlList(report.notProven)),
    ];
    return htmlPage({
        title: "tempo-sts rehearsal",
        verdict: verdict(report),
        ok: report.ok,
        sections,
    });
}

function problems(report: RehearsalReport): string {
    const found = [
        ...report.failures.map(({ phase, message }) => `${phase}: ${message}`),
        ...report.leftovers.map((name) => `left behind: ${name}`),
        ...report.bystandersTouched.map((name) => `touched: ${name}`),
    ];
    return section("What went wrong", htmlList(found));
}

function proofTable(report: RehearsalReport, expected: Proof["expected"]): string {
    const rows = report.proofs.filter((proof) => proof.expected === expected);
    return htmlTable(
        ["", "operation", "identity", "observed", "time"],
        rows.map(({ ok, operation, identity, observed, code, detail, milliseconds }) => [
            state(ok),
            escapeXml(operation),
            `<code>${escapeXml(identity)}</code>`,
            escapeXml(code === undefined ? observed : `${observed}: ${code}`) +
                (ok || detail === undefined
                    ? ""
                    : `<br><span class="bad">${escapeXml(detail)}</span>`),
            `${milliseconds} ms`,
        ]),
    );
}

function phaseTable({ phases, timings }: RehearsalReport): string {
    const rows = phases.map(({ status, title, detail, milliseconds }) => [
        status === "skipped"
            ? `<span class="faint">${MARKS.skipped}</span>`
            : state(status === "passed"),
        escapeXml(title),
        escapeXml(detail),
        status === "skipped" ? "" : seconds(milliseconds),
    ]);
    const total = ["", "total", "", seconds(timings["total"] ?? 0)];
    return htmlTable(["", "phase", "", "time"], [...rows, total]);
}

function circumstances(report: RehearsalReport): [string, string][] {
    const facts: [string, string][] = [
        ["engine", report.engine === "" ? "" : `${report.engine} (${report.engineWhy})`],
        ["cluster", report.cluster],
        ["operator", report.operator],
        ["custom resource definitions", report.crds],
        ...Object.entries(report.chain ?? {}).map(
            ([name, value]: [string, unknown]): [string, string] => [
                name,
                [value].flat().join(", "),
            ],
        ),
        ...Object.entries(report.addresses),
    ];
    return facts.filter(([, value]) => value !== "");
}

function factTable(facts: readonly (readonly [string, string])[]): string {
    const rows = facts.map(([name, value]) => [
        escapeXml(name),
        `<code>${escapeXml(value)}</code>`,
    ]);
    return htmlTable([], rows);
}

function resourceTable({ resources }: RehearsalReport): string {
    const rows = resources.map(({ type, name, id }) =>
        [type, name, id].map((each) => `<code>${escapeXml(each)}</code>`),
    );
    return htmlTable(["type", "name", "id"], rows);
}

/** A mark that says its meaning to those who do not see it. */
function state(ok: boolean): string {
    const [style, sign, word] = ok
        ? ["ok", MARKS.good, "as it must be"]
        : ["bad", MARKS.bad, "not as it must be"];
    return `<span class="${style}" role="img" aria-label="${word}">${sign}</span>`;
}
