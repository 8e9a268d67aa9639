// Values of resources, of which nobody says what they are.
import { isTable } from "../../components/pure/fields/raw-values.ts";

/** An object's entries; none for anything else. */
export function entriesOf(value: unknown): [string, unknown][] {
    return isTable(value) ? Object.entries(value) : [];
}

/** A list as it is, one value as a list of one, nothing as none. */
export function listOf(value: unknown): readonly unknown[] {
    if (value === undefined || value === null) return [];
    return Array.isArray(value) ? (value as unknown[]) : [value];
}

/** Texts of a value that is one or a list of them; numbers and switches as texts. */
export function textsOf(value: unknown): string[] {
    return listOf(value)
        .filter((each) => ["string", "number", "boolean"].includes(typeof each))
        .map(String);
}

/** What is under a key of an object; undefined where there is no object. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
    return keys.reduce<unknown>((inner, key) => (isTable(inner) ? inner[key] : undefined), value);
}
