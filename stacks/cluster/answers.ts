// Safe reading of what the cluster's API answers.
import { isTable } from "../../components/pure/fields/raw-values.ts";
import type { ClusterAnswer } from "./connection.ts";

/** The value at a path of property names, or undefined where the way ends early. */
export function valueAt(body: unknown, ...path: readonly string[]): unknown {
    let value = body;
    for (const name of path) {
        if (!isTable(value) || !Object.hasOwn(value, name)) {
            return undefined;
        }
        value = value[name];
    }
    return value;
}

/** The text at a path; empty where there is none. */
export function textAt(body: unknown, ...path: readonly string[]): string {
    const value = valueAt(body, ...path);
    return typeof value === "string" ? value : "";
}

/** The list at a path; empty where there is none. */
export function listAt(body: unknown, ...path: readonly string[]): readonly unknown[] {
    const value = valueAt(body, ...path);
    return Array.isArray(value) ? value : [];
}

/** An answer in a few words: its status and the API's own message. */
export function describeAnswer({ status, body }: ClusterAnswer): string {
    const message = textAt(body, "message");
    return message === "" ? `status ${status}` : `status ${status}: ${message}`;
}
