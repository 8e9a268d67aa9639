// Probes every link as soon as what it needs is known, and names the one cause.
import { isMistakeOfOurs } from "../stacks/run/failure.ts";
import type { Facts } from "./facts.ts";
import { reasonOf } from "./facts/unreadable.ts";
import { notChecked, type Finding, type Link, type LinkId, type Verdict } from "./link.ts";

/** What a diagnosis came to: `unknown` where nothing is broken but not everything could be looked at. */
export type Outcome = "holds" | "broken" | "unknown";

/** A link with its verdict. */
export interface JudgedLink {
    readonly id: LinkId;
    readonly title: string;
    readonly essential: boolean;
    readonly verdict: Verdict;
    readonly milliseconds: number;
}

/** All that was found, as a program gets it. */
export interface Diagnosis {
    readonly schema: "tempo-sts/doctor/v1";
    readonly outcome: Outcome;
    readonly ok: boolean;
    /** The first finding of the first broken link. */
    readonly cause?: Finding & { readonly link: LinkId };
    readonly subject: Facts["tools"]["subject"];
    readonly links: readonly JudgedLink[];
    readonly milliseconds: number;
}

/** How it is done. */
export interface DiagnoseOptions {
    /** Hears of each link as it is judged. @default - nobody */
    readonly report?: ((link: JudgedLink) => void) | undefined;
}

/** Judges a chain. Never rejects for what a cluster or AWS answers. */
export async function diagnose(
    links: readonly Link[],
    facts: Facts,
    options: DiagnoseOptions = {},
): Promise<Diagnosis> {
    const started = facts.tools.now();
    const judged = new Map<LinkId, Promise<JudgedLink>>();
    const byId = new Map(links.map((link) => [link.id, link]));
    const judge = (link: Link): Promise<JudgedLink> => {
        const before = judged.get(link.id);
        if (before !== undefined) return before;
        const needs = link.needs.flatMap((id) => byId.get(id) ?? []);
        const verdict = Promise.all(needs.map(judge)).then((done) => judgeLink(link, done, facts));
        judged.set(link.id, verdict);
        void verdict.then((done) => options.report?.(done));
        return verdict;
    };
    const all = await Promise.all(links.map(judge));
    return summary(all, facts, facts.tools.now() - started);
}

/** What a list of judged links comes to. */
export function outcomeOf(links: readonly JudgedLink[]): Outcome {
    if (links.some(({ verdict }) => verdict.state === "broken")) return "broken";
    const open = links.some(
        ({ essential, verdict }) => essential && verdict.state === "not-checked",
    );
    return open ? "unknown" : "holds";
}

async function judgeLink(
    link: Link,
    needed: readonly JudgedLink[],
    facts: Facts,
): Promise<JudgedLink> {
    const { id, title, essential = true } = link;
    const started = facts.tools.now();
    const verdict = brokenBefore(needed) ?? (await probed(link, facts));
    return { id, title, essential, verdict, milliseconds: facts.tools.now() - started };
}

function brokenBefore(needed: readonly JudgedLink[]): Verdict | undefined {
    const after = needed.flatMap(({ id, verdict }) => {
        if (verdict.state === "broken") return [id];
        return verdict.state === "not-judged" ? verdict.after : [];
    });
    return after.length === 0 ? undefined : { state: "not-judged", after: [...new Set(after)] };
}

async function probed(link: Link, facts: Facts): Promise<Verdict> {
    try {
        return await link.probe(facts);
    } catch (error) {
        const reason = reasonOf(error);
        return notChecked(
            isMistakeOfOurs(error) ? `the answer was not understood: ${reason}` : reason,
        );
    }
}

function summary(links: readonly JudgedLink[], facts: Facts, milliseconds: number): Diagnosis {
    const outcome = outcomeOf(links);
    const [cause] = links.flatMap(({ id, verdict }) =>
        verdict.state === "broken" ? [{ ...verdict.findings[0], link: id }] : [],
    );
    return {
        schema: "tempo-sts/doctor/v1",
        outcome,
        ok: outcome === "holds",
        ...(cause === undefined ? {} : { cause }),
        subject: facts.tools.subject,
        links,
        milliseconds,
    };
}
