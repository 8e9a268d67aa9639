// A setting that does not exist: said with the one that was probably meant.
import { z } from "zod";

import { nearest } from "../../components/pure/nearest.ts";
import { describeValue, type Problem } from "../../components/pure/problems.ts";
import { SCHEMA } from "./schema.ts";

/** The problem of a key that the schema does not know, in the table at `table` (empty for the outermost). */
export function unknownSetting(key: string, table: readonly PropertyKey[]): Problem {
    const known = Object.keys(tableAt(table)?.shape ?? {});
    return {
        path: [...table, key].map(String).join("."),
        expected: "a setting that exists",
        found: `the unknown name ${describeValue(key)}`,
        remedy: table.length === 0 ? topRemedy(key, known) : remedyAmong(key, known),
    };
}

function topRemedy(key: string, known: readonly string[]): string {
    const path = key.split(".");
    if (path.length > 1 && leadsToSetting(path)) {
        return `Set it with --path: \`pulumi config set --path ${key} …\``;
    }
    return remedyAmong(key, known);
}

function remedyAmong(key: string, known: readonly string[]): string {
    const near = nearest(key, known);
    return near === undefined ? `Known here: ${known.join(", ")}` : `Did you mean ${near}?`;
}

function leadsToSetting(path: readonly string[]): boolean {
    const last = path.at(-1) ?? "";
    return Object.hasOwn(tableAt(path.slice(0, -1))?.shape ?? {}, last);
}

function tableAt(path: readonly PropertyKey[]): z.ZodObject | undefined {
    let current = objectIn(SCHEMA);
    for (const step of path) {
        const shape = current?.shape;
        const next: unknown =
            shape !== undefined && Object.hasOwn(shape, step) ? shape[String(step)] : undefined;
        current = objectIn(next);
    }
    return current;
}

// A table stands behind its preparation (a pipe) and its default.
function objectIn(schema: unknown): z.ZodObject | undefined {
    let current = schema;
    while (current !== undefined && !(current instanceof z.ZodObject)) {
        current = within(current);
    }
    return current;
}

function within(schema: unknown): unknown {
    if (schema instanceof z.ZodPipe) {
        return schema.out;
    }
    const wrapped =
        schema instanceof z.ZodOptional ||
        schema instanceof z.ZodDefault ||
        schema instanceof z.ZodPrefault;
    return wrapped ? schema.unwrap() : undefined;
}
