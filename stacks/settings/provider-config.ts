// `aws:*` and `kubernetes:*` configuration: an explicit Pulumi provider reads none of it, so it is handed on.
import { nearest } from "../../components/pure/nearest.ts";
import { describeValue, type Problem } from "../../components/pure/problems.ts";
import type { ArgumentKind } from "./provider-arguments.ts";
import {
    flagFrom,
    isTable,
    listFrom,
    numberFrom,
    tableFrom,
    textFrom,
} from "../../components/pure/fields/raw-values.ts";

/** The arguments that were configured, and what is wrong with the rest. */
export interface ProviderConfig {
    readonly given: Readonly<Record<string, unknown>>;
    readonly problems: readonly Problem[];
}

interface Kind {
    readonly noun: string;
    readonly read: (value: unknown) => unknown;
    readonly fits: (value: unknown) => boolean;
}

const KINDS: Readonly<Record<ArgumentKind, Kind>> = {
    text: { noun: "a text", read: textFrom, fits: (value) => typeof value === "string" },
    flag: { noun: "true or false", read: flagFrom, fits: (value) => typeof value === "boolean" },
    number: { noun: "a number", read: numberFrom, fits: (value) => typeof value === "number" },
    list: { noun: "a list, in YAML or JSON", read: listFrom, fits: Array.isArray },
    table: { noun: "a table, in YAML or JSON", read: tableFrom, fits: isTable },
};

// No provider's argument has more; deeper ones end the call stack of whoever copies or prints them.
const DEEPEST = 32;

/** Reads a provider's configuration, `raw` being a table of keys without their prefix. */
export function readProviderConfig(
    prefix: string,
    raw: unknown,
    kinds: Readonly<Record<string, ArgumentKind>>,
): ProviderConfig {
    if (raw === undefined) {
        return { given: {}, problems: [] };
    }
    if (!isTable(raw)) {
        return { given: {}, problems: [wrongKind(`${prefix}:*`, "a table of settings", raw)] };
    }
    const problems: Problem[] = [];
    const given = new Map<string, unknown>();
    for (const [name, value] of Object.entries(raw)) {
        const key = `${prefix}:${name}`;
        const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
        if (kind === undefined) {
            problems.push(unknownArgument(key, name, prefix, Object.keys(kinds)));
            continue;
        }
        const { noun, read, fits } = KINDS[kind];
        const argument = read(value);
        if (!fits(argument)) {
            problems.push(wrongKind(key, noun, argument));
        } else if (isTooDeep(argument)) {
            problems.push(wrongKind(key, `a value of at most ${DEEPEST} levels`, argument));
        } else {
            given.set(name, argument);
        }
    }
    return { given: Object.fromEntries(given), problems };
}

function isTooDeep(value: unknown): boolean {
    let level: unknown[] = [value];
    for (let depth = 0; level.length > 0; depth += 1) {
        if (depth > DEEPEST) {
            return true;
        }
        level = level.flatMap((each): unknown[] =>
            typeof each === "object" && each !== null ? Object.values(each) : [],
        );
    }
    return false;
}

function unknownArgument(
    path: string,
    name: string,
    prefix: string,
    known: readonly string[],
): Problem {
    const near = nearest(name, known);
    return {
        path,
        expected: `an argument of the ${prefix} Pulumi provider`,
        found: `the unknown name ${describeValue(name)}`,
        remedy:
            near === undefined
                ? `See https://www.pulumi.com/registry/packages/${prefix}/installation-configuration/`
                : `Did you mean ${prefix}:${near}?`,
    };
}

function wrongKind(path: string, expected: string, value: unknown): Problem {
    const remedy = "Correct the value, or remove the key";
    return { path, expected, found: describeValue(value), remedy };
}
