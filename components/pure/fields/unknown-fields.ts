// A setting or option that does not exist: said with the one that was probably meant.
import { z } from "zod";

import { nearest } from "../nearest.ts";
import { describeValue, type Problem } from "../problems.ts";

/** How problems are put: to somebody who configures a stack, or to somebody who writes a program. */
export interface Voice {
    /** What the whole is called, as a path. */
    readonly all: string;
    /** What a known name is. */
    readonly known: string;
    /** What a table is. */
    readonly table: string;
    /** What to do about a value that is no table; an empty path is the whole. */
    readonly notATable: (path: string) => string;
    /** What to do about a name with dots that would lead somewhere. */
    readonly path: (key: string) => string;
}

/** The problem of a key that the schema does not know, in the table at `table` (empty for the outermost). */
export function unknownField(
    key: string,
    table: readonly PropertyKey[],
    schema: z.ZodObject,
    voice: Voice,
): Problem {
    const known = Object.keys(tableAt(schema, table)?.shape ?? {});
    return {
        path: [...table, key].map(String).join("."),
        expected: voice.known,
        found: `the unknown name ${describeValue(key)}`,
        remedy:
            table.length === 0 && leadsSomewhere(schema, key.split("."))
                ? voice.path(key)
                : remedyAmong(key, known),
    };
}

function remedyAmong(key: string, known: readonly string[]): string {
    const near = nearest(key, known);
    return near === undefined ? `Known here: ${known.join(", ")}` : `Did you mean ${near}?`;
}

function leadsSomewhere(schema: z.ZodObject, path: readonly string[]): boolean {
    const last = path.at(-1) ?? "";
    return path.length > 1 && Object.hasOwn(tableAt(schema, path.slice(0, -1))?.shape ?? {}, last);
}

function tableAt(schema: z.ZodObject, path: readonly PropertyKey[]): z.ZodObject | undefined {
    let current = objectIn(schema);
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
