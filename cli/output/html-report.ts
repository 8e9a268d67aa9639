/** A rehearsal's report as one self-contained page: the picture, then everything in tables. */
import type { Proof, RehearsalReport } from "../../sandbox/rehearsal/report.ts";
import { chainSvg } from "./chain-svg.ts";
import { seconds } from "./duration.ts";
import { MARKS } from "./style.ts";
import { escapeXml } from "./svg-shapes.ts";
import { verdict } from "./verdict.ts";

const STYLE = `
:root{color-scheme:light dark;--ground:#ffffff;--ink:#1f2328;--faint:#59636e;--line:#d1d9e0;--good:#1a7f37;--bad:#c5221f}
@media (prefers-color-scheme:dark){:root{--ground:#0d1117;--ink:#f0f6fc;--faint:#9198a1;--line:#3d444d;--good:#3fb950;--bad:#ff7b72}}
body{margin:0 auto;max-width:1068px;padding:24px;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans","DejaVu Sans",sans-serif}
h1{font-size:26px;margin:0 0 4px}h2{font-size:18px;margin:32px 0 8px}
.verdict{font-weight:600}.ok{color:var(--good)}.bad{color:var(--bad)}.faint{color:var(--faint)}
.picture{overflow-x:auto}.picture svg{max-width:100%;height:auto;min-width:680px}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;vertical-align:top;padding:5px 12px 5px 0;border-bottom:1px solid var(--line)}th{color:var(--faint);font-weight:500}
code{font-family:ui-monospace,"SFMono-Regular",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.92em;overflow-wrap:anywhere}
@media print{:root{--ground:#ffffff;--ink:#000000;--faint:#444444;--line:#999999;--good:#0b6b2b;--bad:#b3150f}body{padding:0;max-width:none;font-size:10.5pt}
.picture svg{min-width:0}tr,.picture{break-inside:avoid}h2{break-after:avoid}}
`;

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
        section("What this does not show", list(report.notProven)),
    ];
    return [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<title>tempo-sts rehearsal</title>",
        `<style>${STYLE}</style></head><body>`,
        "<h1>tempo-sts rehearsal</h1>",
        `<p class="verdict ${report.ok ? "ok" : "bad"}">${escapeXml(verdict(report))}</p>`,
        ...sections,
        "</body></html>",
        "",
    ].join("\n");
}

function section(title: string, body: string): string {
    return body === "" ? "" : `<h2>${title}</h2>\n${body}`;
}

function problems(report: RehearsalReport): string {
    const found = [
        ...report.failures.map(({ phase, message }) => `${phase}: ${message}`),
        ...report.leftovers.map((name) => `left behind: ${name}`),
        ...report.bystandersTouched.map((name) => `touched: ${name}`),
    ];
    return section("What went wrong", list(found));
}

function proofTable(report: RehearsalReport, expected: Proof["expected"]): string {
    const rows = report.proofs.filter((proof) => proof.expected === expected);
    return table(
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
    return table(["", "phase", "", "time"], [...rows, total]);
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
    return table([], rows);
}

function resourceTable({ resources }: RehearsalReport): string {
    const rows = resources.map(({ type, name, id }) =>
        [type, name, id].map((each) => `<code>${escapeXml(each)}</code>`),
    );
    return table(["type", "name", "id"], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    if (rows.length === 0) return "";
    const top =
        head.length === 0
            ? ""
            : `<thead><tr>${head.map((each) => `<th scope="col">${each}</th>`).join("")}</tr></thead>`;
    const body = rows.map((row) => `<tr>${row.map((each) => `<td>${each}</td>`).join("")}</tr>`);
    return `<div class="scroll"><table>${top}<tbody>\n${body.join("\n")}\n</tbody></table></div>`;
}

function list(items: readonly string[]): string {
    if (items.length === 0) return "";
    return `<ul>${items.map((each) => `<li>${escapeXml(each)}</li>`).join("\n")}</ul>`;
}

/** A mark that says its meaning to those who do not see it. */
function state(ok: boolean): string {
    const [style, sign, word] = ok
        ? ["ok", MARKS.good, "as it must be"]
        : ["bad", MARKS.bad, "not as it must be"];
    return `<span class="${style}" role="img" aria-label="${word}">${sign}</span>`;
}
