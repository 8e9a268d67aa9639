/** Colours and marks for a terminal, and their absence. */
import { styleText } from "node:util";

/** How a piece of text is meant; a style decides what that looks like. */
export interface Style {
    readonly good: (text: string) => string;
    readonly bad: (text: string) => string;
    readonly warn: (text: string) => string;
    readonly strong: (text: string) => string;
    readonly faint: (text: string) => string;
}

/** What decides on colour, beside the option `--no-color`. */
export interface ColorSource {
    readonly isTTY?: boolean | undefined;
    readonly env: Readonly<Record<string, string | undefined>>;
}

const PLAIN: Style = {
    good: same,
    bad: same,
    warn: same,
    strong: same,
    faint: same,
};

const COLORED: Style = {
    good: (text) => paint("green", text),
    bad: (text) => paint("red", text),
    warn: (text) => paint("yellow", text),
    strong: (text) => paint("bold", text),
    faint: (text) => paint("dim", text),
};

/** Marks of a finding: shapes that differ without colour too. */
export const MARKS = { good: "✔", bad: "✘", skipped: "–", running: "…" } as const;

/** The style for coloured output or for plain output. */
export function styleFor(colored: boolean): Style {
    return colored ? COLORED : PLAIN;
}

/**
 * Whether to colour: not when it is switched off by option or by `NO_COLOR`, and only on a terminal, unless
 * `FORCE_COLOR` asks for it.
 *
 * @see https://no-color.org
 */
export function wantsColor(option: boolean, { isTTY, env }: ColorSource): boolean {
    if (!option || isSet(env["NO_COLOR"])) return false;
    if (isSet(env["FORCE_COLOR"])) return env["FORCE_COLOR"] !== "0";
    return isTTY === true && env["TERM"] !== "dumb";
}

function isSet(value: string | undefined): boolean {
    return value !== undefined && value !== "";
}

function paint(format: Parameters<typeof styleText>[0], text: string): string {
    return text === "" ? "" : styleText(format, text, { validateStream: false });
}

function same(text: string): string {
    return text;
}
