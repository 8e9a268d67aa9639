/** A diagnosis as text: the one cause and its remedy first, then the chain. */
import type { Diagnosis, JudgedLink } from "../../doctor/diagnose.ts";
import type { Finding } from "../../doctor/link.ts";
import type { View } from "../session.ts";
import { conclusion, evidenceOf, findingsOf, markOf, pageOf, remarkOf } from "./doctor-chain.ts";
import { MARKS, type Style } from "./style.ts";
import { wrap } from "./wrap.ts";

const NARROWEST = 40;

/** The whole text, without a line end at its end. */
export function doctorText(
    diagnosis: Diagnosis,
    { verbose }: { readonly verbose: boolean },
    view: Pick<View, "width" | "style" | "clean">,
): string {
    const page = new Lines(view);
    const { kind, namespace, name } = diagnosis.subject;
    const { sentence, finding } = conclusion(diagnosis);
    const mark = { holds: "good", broken: "bad", unknown: "skipped" } as const;
    page.line(sentence, `${marked(mark[diagnosis.outcome], view.style)} `);
    if (finding !== undefined) remedy(page, finding, "  ");
    page.gap();
    page.line(`The chain of ${kind} ${namespace}/${name}:`, "", view.style.strong);
    const width = Math.max(0, ...diagnosis.links.map(({ title }) => title.length));
    for (const link of diagnosis.links) linkLines(page, link, { diagnosis, verbose, width });
    return page.text();
}

interface LinkView {
    readonly diagnosis: Diagnosis;
    readonly verbose: boolean;
    readonly width: number;
}

function linkLines(page: Lines, link: JudgedLink, { diagnosis, verbose, width }: LinkView): void {
    const remark = remarkOf(link, diagnosis.links);
    const title = remark === "" ? link.title : link.title.padEnd(width);
    const sign = marked(markOf(link), page.style);
    if (remark === "") page.line(title, `  ${sign} `);
    else page.line(remark, `  ${sign} ${title}  `, page.style.faint);
    const warnings = link.verdict.state === "holds" ? findingsOf(link) : [];
    for (const warning of warnings) {
        page.line(`warning: ${warning.summary}`, "      ", page.style.warn);
        if (verbose) remedy(page, warning, "      ");
    }
    if (!verbose) return;
    for (const each of evidenceOf(link)) page.line(each, "      ", page.style.faint);
    const others = link.verdict.state === "broken" ? findingsOf(link).slice(1) : [];
    for (const other of others) page.line(`also: ${other.summary}`, "      ");
}

function remedy(page: Lines, finding: Finding, lead: string): void {
    const { text, command, fix } = finding.remedy;
    page.line(text, lead);
    if (command !== undefined) page.command(command, `${lead}  `);
    if (fix !== undefined) page.line(`or: tempo-sts doctor … --fix ${fix}`, lead);
    page.line(`see ${pageOf(finding)}`, lead, page.style.faint);
}

class Lines {
    readonly style: Style;
    readonly #lines: string[] = [];
    readonly #width: number;
    readonly #clean: View["clean"];

    constructor({ width, style, clean }: Pick<View, "width" | "style" | "clean">) {
        this.style = style;
        this.#width = Math.max(width, NARROWEST);
        this.#clean = clean;
    }

    gap(): void {
        this.#lines.push("");
    }

    line(text: string, lead = "", paint = (each: string) => each): void {
        const room = lead.replace(/\u001b\[\d+m/gu, "").length;
        wrap(this.#clean(text), this.#width - room).forEach((each, index) => {
            this.#lines.push(`${index === 0 ? lead : " ".repeat(room)}${paint(each)}`.trimEnd());
        });
    }

    /** A command stays on one line, so that it can be pasted. */
    command(text: string, lead: string): void {
        this.#lines.push(`${lead}${this.#clean(text)}`);
    }

    text(): string {
        return this.#lines.join("\n");
    }
}

function marked(mark: "good" | "bad" | "skipped", style: Style): string {
    const paint = { good: style.good, bad: style.bad, skipped: style.faint }[mark];
    return paint(MARKS[mark]);
}
