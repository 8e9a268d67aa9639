// The kinds of settings and options there are, as zod schemas whose problems are already worded.
import { z } from "zod";

import { nearest } from "../nearest.ts";
import { describeValue, type Problem } from "../problems.ts";
import { Later } from "./later.ts";
import { flagFrom, isTable, listFrom, numberFrom, tableFrom, textFrom } from "./raw-values.ts";

/** A check of the pure room: what keeps a value from being accepted. */
export type Check = (value: unknown, path: string) => Problem[];

/** What an issue of zod carries when a check of ours made it; its path is zod's. */
export interface Verdict {
    readonly problem: Omit<Problem, "path">;
    /** What the check adds to the setting's own path. */
    readonly below: string;
}

/** A text that passes a check; one that comes {@link Later} passes as it is. */
export function text(check: Check): z.ZodType<string> {
    return checked(
        textFrom,
        (value, path) => (value instanceof Later ? [] : check(value, path)),
        (value): value is string => typeof value === "string" || value instanceof Later,
    );
}

/** Any text but the empty one. */
export function anyText(noun: string, remedy: string): z.ZodType<string> {
    return text((value, path) =>
        typeof value === "string" && value.trim() !== ""
            ? []
            : [{ path, expected: noun, found: describeValue(value), remedy }],
    );
}

/** True or false. */
export function flag(): z.ZodType<boolean> {
    return checked(flagFrom, flagProblems, (value) => typeof value === "boolean");
}

/** A whole number between two others. */
export function whole(noun: string, least: number, most: number): z.ZodType<number> {
    const check: Check = (value, path) => {
        if (
            typeof value === "number" &&
            Number.isInteger(value) &&
            value >= least &&
            value <= most
        ) {
            return [];
        }
        const expected = `${noun}, a whole number from ${least} to ${most}`;
        const remedy = "Give a number in that range, or leave the setting out for its default";
        return [{ path, expected, found: describeValue(value), remedy }];
    };
    return checked(numberFrom, check, (value) => typeof value === "number");
}

/** One of a few words. */
export function oneOf<const Word extends string>(words: readonly Word[]): z.ZodType<Word> {
    const isWord = (value: unknown): value is Word => words.some((word) => word === value);
    return checked(textFrom, (value, path) => wordProblems(value, path, words), isWord);
}

/** A table of named texts that passes a check as a whole. */
export function texts(check: Check): z.ZodType<Record<string, string>> {
    return checked(
        (value) => textTable(tableFrom(value)),
        check,
        (value): value is Record<string, string> => isTable(value),
    );
}

/** A list whose items are all of one kind. */
export function list<Item extends z.ZodType>(item: Item) {
    return z.preprocess(listFrom, z.array(item));
}

/** A table of known settings and no others. */
export function table<Shape extends z.ZodRawShape>(shape: Shape) {
    return z.preprocess(tableFrom, z.strictObject(shape));
}

function checked<Value>(
    read: (raw: unknown) => unknown,
    check: Check,
    isValue: (value: unknown) => value is Value,
): z.ZodType<Value> {
    return z.unknown().transform((raw, context): Value => {
        const value = read(raw);
        const problems = check(value, "");
        for (const { path, ...problem } of problems) {
            const verdict: Verdict = { problem, below: path };
            context.addIssue({ code: "custom", message: problem.expected, params: { ...verdict } });
        }
        return problems.length === 0 && isValue(value) ? value : z.NEVER;
    });
}

function flagProblems(value: unknown, path: string): Problem[] {
    if (typeof value === "boolean") {
        return [];
    }
    const remedy = "Write true or false";
    return [{ path, expected: "true or false", found: describeValue(value), remedy }];
}

function wordProblems(value: unknown, path: string, words: readonly string[]): Problem[] {
    if (words.some((word) => word === value)) {
        return [];
    }
    const near = typeof value === "string" ? nearest(value, words) : undefined;
    const remedy = near === undefined ? "Choose one of these words" : `Did you mean ${near}?`;
    return [{ path, expected: words.join(" or "), found: describeValue(value), remedy }];
}

// `--path tags.cost-center 4711` stores a number, `tags.spot true` a flag: in a tag both are text.
function textTable(value: unknown): unknown {
    if (!isTable(value)) {
        return value;
    }
    const entries = Object.entries(value).map(([key, entry]): [string, unknown] => [
        key,
        typeof entry === "boolean" ? String(entry) : textFrom(entry),
    ]);
    return Object.fromEntries(entries);
}
