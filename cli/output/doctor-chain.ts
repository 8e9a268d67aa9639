/** The links of a diagnosis as a person sees them: a mark, and what is said of each. */
import type { Diagnosis, JudgedLink } from "../../doctor/diagnose.ts";
import type { Finding } from "../../doctor/link.ts";

/** How a link is marked: `–` stands for everything that was not looked at. */
export type LinkMark = "good" | "bad" | "skipped";

/** The mark of a link. */
export function markOf({ verdict }: JudgedLink): LinkMark {
    if (verdict.state === "holds") return "good";
    return verdict.state === "broken" ? "bad" : "skipped";
}

/** What is said beside a link's title, in a line; empty where it just holds. */
export function remarkOf({ verdict }: JudgedLink, links: readonly JudgedLink[]): string {
    switch (verdict.state) {
        case "holds":
            return "";
        case "broken":
            return verdict.findings[0].summary;
        case "not-checked":
            return `could not check, because ${verdict.because}`;
        case "not-judged":
            return `not judged: ${verdict.after.map((id) => titleOf(id, links)).join(", ")} before it`;
        case "not-applicable":
            return verdict.because;
    }
}

/** Everything that was found at a link, warnings too. */
export function findingsOf({ verdict }: JudgedLink): readonly Finding[] {
    if (verdict.state === "holds") return verdict.warnings ?? [];
    return "findings" in verdict ? (verdict.findings ?? []) : [];
}

/** What was seen at a link. */
export function evidenceOf(link: JudgedLink): readonly string[] {
    const own = "evidence" in link.verdict ? (link.verdict.evidence ?? []) : [];
    return [...own, ...findingsOf(link).flatMap(({ evidence }) => evidence)];
}

/** The page of a cause. */
export function pageOf({ cause }: Finding): string {
    return `docs/troubleshooting/${cause}.md`;
}

/** What it came to, in one sentence, and the finding that it is about. */
export function conclusion(diagnosis: Diagnosis): {
    readonly sentence: string;
    readonly finding: Finding | undefined;
} {
    const { cause, links, outcome } = diagnosis;
    if (cause !== undefined) {
        return { sentence: `${titleOf(cause.link, links)}: ${cause.summary}`, finding: cause };
    }
    if (outcome === "holds") {
        const warnings = links.flatMap(findingsOf).length;
        const more =
            warnings === 0 ? "" : `, with ${warnings === 1 ? "a warning" : `${warnings} warnings`}`;
        return { sentence: `The chain holds${more}.`, finding: undefined };
    }
    const open = links.filter(
        ({ essential, verdict }) => essential && verdict.state === "not-checked",
    );
    const told = open.find((link) => findingsOf(link).length > 0) ?? open[0];
    const hint = told === undefined ? undefined : findingsOf(told)[0];
    const others = links.flatMap(findingsOf)[0];
    const first = told === undefined ? "" : ` ${told.title}: ${remarkOf(told, links)}.`;
    return {
        sentence: `Nothing broken was found, but ${open.length === 1 ? "a link" : `${open.length} links`} could not be checked.${first}`,
        finding: hint ?? others,
    };
}

function titleOf(id: string, links: readonly JudgedLink[]): string {
    return links.find((link) => link.id === id)?.title ?? id;
}
