// Values of resources, of which nobody says what they are.

/** An object's entries; none for anything else. */
export function entriesOf(value: unknown): [string, unknown][] {
    return isRecord(value) ? Object.entries(value) : [];
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
    return keys.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

/** Whether a value has named members. */
export function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a text has a character that IAM takes for any other. */
export function hasWildcard(text: string): boolean {
    return /[*?]/.test(text);
}
