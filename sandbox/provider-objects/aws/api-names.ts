/** From Pulumi's member names to S3's and back, by a table, so that a member nobody knows is not dropped in silence. */
import { isRecord } from "../wire-values.ts";

/** The members of one structure: Pulumi's name → S3's name, and the structure below where there is one. */
export type Shape = Readonly<Record<string, Member>>;

type Member = readonly [apiName: string, below?: Shape | undefined, form?: "date" | "tags"];

/** The first member, with its path, that the shape does not know. */
export function unknownMember(value: unknown, shape: Shape, path: string): string | undefined {
    if (Array.isArray(value)) {
        const found = value.map((item, index) => unknownMember(item, shape, `${path}[${index}]`));
        return found.find((entry) => entry !== undefined);
    }
    if (!isRecord(value)) return undefined;
    for (const [name, member] of Object.entries(value)) {
        const entry = shape[name];
        if (entry === undefined) return `${path}.${name}`;
        const below = entry[1] && unknownMember(member, entry[1], `${path}.${name}`);
        if (below !== undefined) return below;
    }
    return undefined;
}

/** The value in S3's names. */
export function toApi(value: unknown, shape: Shape): unknown {
    if (Array.isArray(value)) return value.map((item) => toApi(item, shape));
    if (!isRecord(value)) return value;
    const result: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(value)) {
        const entry = shape[name];
        if (entry === undefined) continue;
        const [apiName, below, form] = entry;
        result[apiName] = below ? toApi(member, below) : toForm(member, form);
    }
    return result;
}

/** The value in Pulumi's names; members that S3 leaves out stay out. */
export function fromApi(value: unknown, shape: Shape): unknown {
    if (Array.isArray(value)) return value.map((item) => fromApi(item, shape));
    if (!isRecord(value)) return value;
    const result: Record<string, unknown> = {};
    for (const [name, [apiName, below, form]] of Object.entries(shape)) {
        const member = value[apiName];
        if (member === undefined) continue;
        result[name] = below ? fromApi(member, below) : fromForm(member, form);
    }
    return result;
}

function toForm(value: unknown, form: "date" | "tags" | undefined): unknown {
    if (form === "date" && typeof value === "string") return new Date(value);
    if (form === "tags" && isRecord(value)) {
        return Object.entries(value).map(([Key, Value]) => ({ Key, Value }));
    }
    return value;
}

function fromForm(value: unknown, form: "date" | "tags" | undefined): unknown {
    if (form === "date" && value instanceof Date) return value.toISOString();
    if (form === "tags" && Array.isArray(value)) {
        return Object.fromEntries(
            value.filter(isRecord).map((tag) => [String(tag["Key"]), tag["Value"]]),
        );
    }
    return value;
}
