/** What stands on the cards of the picture, line by line. */
import type { Proof } from "../../sandbox/rehearsal/report.ts";
import { byOperation, type ChainLink } from "./chain-links.ts";
import { wrap } from "./wrap.ts";

/** One line: its style and its mark. */
export interface Line {
    readonly style: "name" | "mono" | "row" | "code";
    readonly words: string;
    /** `none` keeps the place of a mark free. @default - no place is kept */
    readonly mark?: "good" | "bad" | "stop" | "none";
}

/** Characters that fit in a card, measured with the widest of the fonts that the style sheet names. */
const MONO_CHARS = 34;
const ROW_CHARS = 30;

/** What a link let through. */
export function allowedLines(link: ChainLink): Line[] {
    const names = link.names.flatMap((name) => wrap(name, MONO_CHARS));
    const operations = byOperation(link.allowed).flatMap(({ operation, passed, total }) =>
        row(
            passed === total ? operation : `${operation} (${passed} of ${total})`,
            passed === total ? "good" : "bad",
        ),
    );
    return [
        { style: "name", words: link.title },
        ...names.map((each): Line => ({ style: "mono", words: each })),
        ...operations,
    ];
}

/** Who must not get through. */
export function strangers(): Line[] {
    const kinds = [
        "other service accounts",
        "other namespaces",
        "expired and forged tokens",
        "other buckets and roles",
        "plain http",
        "no credentials at all",
    ];
    return [
        { style: "name", words: "Everybody else" },
        ...kinds.flatMap((each) => row(each, "none")),
    ];
}

/** What a link refused, by error code; what it let through stands first. */
export function refusedLines(link: ChainLink): Line[] {
    const seen = ({ ok, observed, code = observed }: Proof) =>
        ok ? code : `${observed.toUpperCase()}, must be refused`;
    const codes = [...new Set(link.refused.map(seen))];
    codes.sort((one, other) => Number(other.includes(",")) - Number(one.includes(",")));
    return [
        { style: "name", words: `Refused by ${link.title.replace(/ bucket$/u, "")}` },
        ...codes.flatMap((code): Line[] => [
            { style: "code", words: code },
            ...link.refused
                .filter((proof) => seen(proof) === code)
                .flatMap(({ operation, ok }) => row(operation, ok ? "stop" : "bad")),
        ]),
    ];
}

function row(words: string, mark: Exclude<Line["mark"], undefined>): Line[] {
    return wrap(words, ROW_CHARS).map((each, index): Line => ({
        style: "row",
        words: each,
        mark: index === 0 ? mark : "none",
    }));
}
