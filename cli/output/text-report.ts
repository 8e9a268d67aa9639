/** A rehearsal's report as text for a terminal: the chain, the refusals, times, addresses, the verdict. */
import type { Proof, RehearsalReport } from "../../sandbox/rehearsal/report.ts";
import { byOperation, chainLinks, score, type ChainLink } from "./chain-links.ts";
import { seconds } from "./duration.ts";
import { MARKS, type Style } from "./style.ts";
import { verdict } from "./verdict.ts";
import { wrap } from "./wrap.ts";

/** How wide the terminal is, and what its colours are. */
export interface TextOptions {
    /** Columns; lines are never longer, down to 40. */
    readonly width: number;
    readonly style: Style;
}

const NARROWEST = 40;
const MARGIN = 2;
const LONGEST_CODE = "InvalidIdentityToken".length;

/** The whole report, without a line end at its end. */
export function textReport(report: RehearsalReport, options: TextOptions): string {
    const page = new Page(options);
    problems(page, report);
    chain(page, report);
    refusals(page, report);
    facts(page, "Where", Object.entries(report.addresses));
    facts(page, "With", circumstances(report));
    facts(page, "Times", times(report));
    limits(page, report);
    page.gap();
    page.line(verdict(report), report.ok ? options.style.good : options.style.bad);
    return page.text();
}

/** Lines of one width. */
class Page {
    readonly #lines: string[] = [];
    readonly width: number;
    readonly style: Style;

    constructor({ width, style }: TextOptions) {
        this.width = Math.max(width, NARROWEST);
        this.style = style;
    }

    gap(): void {
        if (this.#lines.length > 0) this.#lines.push("");
    }

    heading(text: string): void {
        this.gap();
        this.line(text, this.style.strong);
    }

    /** Wrapped text, its first line led by `lead` and the others by as many blanks or by `next`. */
    line(text: string, paint = same, lead = "", next = " ".repeat(visible(lead))): void {
        const lines = wrap(text, this.width - visible(lead));
        lines.forEach((each, index) => {
            this.#lines.push(`${index === 0 ? lead : next}${paint(each)}`.trimEnd());
        });
    }

    text(): string {
        return this.#lines.join("\n");
    }
}

function problems(page: Page, report: RehearsalReport): void {
    const wrong = report.proofs.filter(({ ok }) => !ok);
    if (report.failures.length === 0) return;
    page.heading("What went wrong");
    const bad = mark(page, false);
    for (const { phase, message } of report.failures) page.line(`${phase}: ${message}`, same, bad);
    for (const proof of wrong) page.line(complaint(proof), same, `    ${bad.trimStart()}`);
    for (const name of report.leftovers) page.line(`left behind: ${name}`, same, bad);
    for (const name of report.bystandersTouched) page.line(`touched: ${name}`, same, bad);
}

function complaint({ identity, operation, expected, observed, code, detail }: Proof): string {
    const seen = code === undefined ? observed : `${observed} with ${code}`;
    const more = detail === undefined ? "" : ` (${detail})`;
    return `${identity}: ${operation}: expected to be ${expected}, was ${seen}${more}`;
}

function chain(page: Page, report: RehearsalReport): void {
    const links = chainLinks(report).filter(
        ({ allowed, refused }) => allowed.length + refused.length,
    );
    if (links.length === 0) return;
    page.heading("The chain");
    for (const link of links) chainLink(page, link);
}

function chainLink(page: Page, link: ChainLink): void {
    const { style } = page;
    const bar = `  ${style.faint("│")}   `;
    const rail = link.handsOn === undefined ? " ".repeat(visible(bar)) : bar;
    page.line(link.title, style.strong, mark(page, link.ok));
    for (const name of link.names) page.line(name, same, rail, rail);
    const operations = byOperation(link.allowed).map(({ operation, passed, total }) =>
        passed === total ? operation : `${operation} (only ${passed} of ${total})`,
    );
    if (operations.length > 0) {
        const list = `${operations.join(", ")}: ${score(link.allowed, "allowed")}`;
        page.line(list, style.faint, rail, rail);
    }
    if (link.refused.length > 0) {
        page.line(score(link.refused, "refused as they must be"), style.faint, rail, rail);
    }
    if (link.handsOn !== undefined)
        page.line(link.handsOn.join(" "), same, `  ${style.faint("▼")}   `, bar);
}

function refusals(page: Page, report: RehearsalReport): void {
    const rows = report.proofs.filter(({ expected }) => expected === "refused");
    if (rows.length === 0) return;
    page.heading("What was refused");
    const longest = Math.max(...rows.map(({ operation }) => operation.length));
    for (const identity of new Set(rows.map((row) => row.identity))) {
        page.line(identity, page.style.faint, " ".repeat(MARGIN));
        for (const row of rows) if (row.identity === identity) refusal(page, row, longest);
    }
}

/** In columns where they fit, else one after the other. */
function refusal(page: Page, { operation, ok, observed, code }: Proof, longest: number): void {
    const seen = observed === "refused" ? (code ?? observed) : observed;
    const lead = `  ${mark(page, ok)}`;
    const wide = page.width >= visible(lead) + longest + MARGIN + LONGEST_CODE;
    page.line(
        wide ? seen : `${operation}: ${seen}`,
        same,
        wide ? `${lead}${operation.padEnd(longest)}  ` : lead,
    );
}

function circumstances(report: RehearsalReport): [string, string][] {
    const known: [string, string][] = [
        ["engine", `${report.engine} (${report.engineWhy})`],
        ["cluster", report.cluster],
        ["operator", report.operator],
        ["definitions", report.crds],
        ["resources", String(report.resources.length)],
    ];
    return known.filter(([, value]) => value !== "" && value !== " ()" && value !== "0");
}

function times(report: RehearsalReport): [string, string][] {
    const ran = report.phases.filter(({ status }) => status !== "skipped");
    const rows = ran.map(({ id, milliseconds }): [string, string] => [id, seconds(milliseconds)]);
    const { total } = report.timings;
    return total === undefined ? rows : [...rows, ["total", seconds(total)]];
}

function facts(page: Page, title: string, rows: readonly (readonly [string, string])[]): void {
    if (rows.length === 0) return;
    page.heading(title);
    const longest = Math.max(...rows.map(([name]) => name.length));
    for (const [name, value] of rows) {
        page.line(value, same, `${" ".repeat(MARGIN)}${page.style.faint(name.padEnd(longest))}  `);
    }
}

function limits(page: Page, report: RehearsalReport): void {
    if (report.notProven.length === 0) return;
    page.heading("What this does not show");
    for (const limit of report.notProven) page.line(limit, page.style.faint, "  · ");
}

function mark({ style }: Page, ok: boolean): string {
    return `  ${ok ? style.good(MARKS.good) : style.bad(MARKS.bad)} `;
}

function visible(text: string): number {
    return text.replace(/\u001b\[\d+m/gu, "").length;
}

function same(text: string): string {
    return text;
}
