// The groups of options of a TempoStsStack: plain values, except texts, which may come later.
import * as pulumi from "@pulumi/pulumi";

import { problemsOf } from "./pure/fields/field-issues.ts";
import { Later } from "./pure/fields/later.ts";
import {
    OPTION_SCHEMAS,
    OPTIONS,
    type OptionGroup,
    type OptionGroups,
} from "./pure/options/option-schemas.ts";
import type { Problem } from "./pure/problems.ts";
import type { Voice } from "./pure/fields/unknown-fields.ts";

/** Values in which every text may be an Output. Flags, numbers and words decide which resources there are: they are plain. */
export type WithInputs<T> = T extends string
    ? string extends T
        ? pulumi.Input<T>
        : T
    : T extends readonly (infer Item)[]
      ? readonly WithInputs<Item>[]
      : T extends object
        ? { readonly [Field in keyof T]: WithInputs<T[Field]> }
        : T;

/** The groups with their defaults, texts that come later as Outputs. */
export type SettledGroups = WithInputs<OptionGroups>;

const ARGUMENTS: Voice = {
    all: "args",
    known: "an option that exists",
    table: "a group of options",
    notATable: () => "Write it as { option: value }",
    path: (key) => `Write it as nested groups: { ${key.split(".").join(": { ")}: …`,
};

/** What keeps the given value from being a group of options. */
export function groupProblems(group: OptionGroup, value: unknown): Problem[] {
    const result = OPTIONS.partial().safeParse(
        { [group]: withLater(value) },
        { reportInput: true },
    );
    return result.success ? [] : problemsOf(result.error.issues, OPTIONS, ARGUMENTS);
}

/** A group with its defaults, as rules between features see it: undefined where it is wrong by itself. */
export function groupOf<Group extends OptionGroup>(
    group: Group,
    value: unknown,
): OptionGroups[Group] | undefined {
    const result = OPTION_SCHEMAS[group].safeParse(withLater(value ?? {}));
    return result.success ? (result.data as OptionGroups[Group]) : undefined;
}

/** A group with its defaults, ready for resources. It has been looked at before. */
export function settleGroup<Group extends OptionGroup>(
    group: Group,
    value: unknown,
): SettledGroups[Group] {
    const parsed: unknown = OPTION_SCHEMAS[group].parse(withLater(value ?? {}));
    return withoutLater(parsed) as SettledGroups[Group];
}

function withLater(value: unknown): unknown {
    if (pulumi.Output.isInstance(value) || value instanceof Promise) {
        return new Later(value);
    }
    return mapped(value, withLater);
}

function withoutLater(value: unknown): unknown {
    return value instanceof Later ? pulumi.output(value.value) : mapped(value, withoutLater);
}

function mapped(value: unknown, map: (part: unknown) => unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(map);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const entries = Object.entries(value).filter(([, part]) => part !== undefined);
    return Object.fromEntries(entries.map(([field, part]) => [field, map(part)]));
}
