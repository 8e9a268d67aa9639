/** Reading JSON values that came from elsewhere: nothing is assumed about their form. */

/** A JSON object whose members are not known. */
export type JsonObject = Record<string, unknown>;

/** Whether a value is a JSON object (no list, not null). */
export function isJsonObject(value: unknown): value is JsonObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as a JSON object; an empty one when it is something else. */
export function jsonObject(value: unknown): JsonObject {
    return isJsonObject(value) ? value : {};
}

/** The value as a list; an empty one when it is something else. */
export function jsonList(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [];
}

/** The value when it is a string, else undefined. */
export function textOf(value: unknown): string | undefined {
    return typeof value === "string" ? value : undefined;
}

/** The value found by walking down member by member, undefined where the path ends early. */
export function valueAt(value: unknown, ...path: readonly (string | number)[]): unknown {
    let current = value;
    for (const step of path) {
        current = Array.isArray(current) ? current[Number(step)] : jsonObject(current)[step];
    }
    return current;
}

/** Parses JSON into a value of unknown form. */
export function parseJson(text: string): unknown {
    return JSON.parse(text) as unknown;
}
