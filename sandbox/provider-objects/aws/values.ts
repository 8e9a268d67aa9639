/** Reading property values whose form has been checked, or that AWS sent. */
import { asRecord, isRecord } from "../wire-values.ts";
import type { Plain } from "./aws-resource.ts";

/** The property as text. @throws Error when it is something else */
export function text(properties: Plain, name: string): string {
    const value = properties[name];
    if (typeof value === "string") return value;
    throw new Error(
        `Expected text in the property \`${name}\`, got ${value === undefined ? "nothing" : typeof value}. Check the program's arguments.`,
    );
}

/** The property as text, undefined where nothing (or an empty text) is given. */
export function optionalText(properties: Plain, name: string): string | undefined {
    const value = properties[name];
    return typeof value === "string" && value !== "" ? value : undefined;
}

/** The property as a yes or no. @default false */
export function flag(properties: Plain, name: string): boolean {
    return properties[name] === true;
}

/** The property as a number, undefined where none is given. */
export function optionalNumber(properties: Plain, name: string): number | undefined {
    const value = properties[name];
    return typeof value === "number" ? value : undefined;
}

/** The property as a list of objects. */
export function objects(properties: Plain, name: string): readonly Plain[] {
    const value = properties[name];
    return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The property as tags. */
export function tagMap(properties: Plain, name: string): Record<string, string> {
    const tags: Record<string, string> = {};
    for (const [key, value] of Object.entries(asRecord(properties[name]))) {
        if (typeof value === "string") tags[key] = value;
    }
    return tags;
}

/** The object without members that are undefined. */
export function given(properties: Plain): Plain {
    return Object.fromEntries(
        Object.entries(properties).filter(([, value]) => value !== undefined),
    );
}
