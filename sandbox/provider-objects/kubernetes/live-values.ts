/** Compares what a program wants with what the cluster has, which always says more. */
import { isDeepStrictEqual } from "node:util";

import { isRecord } from "../wire-values.ts";

/** The live value without the members that the reference does not mention. */
export function prune(live: unknown, reference: unknown): unknown {
    if (Array.isArray(live) && Array.isArray(reference)) {
        const shapes: readonly unknown[] = reference;
        return live.slice(0, shapes.length).map((item, index) => prune(item, shapes[index]));
    }
    if (!isRecord(live) || !isRecord(reference)) return live;
    const pruned: Record<string, unknown> = {};
    for (const [name, shape] of Object.entries(reference)) {
        if (name in live) pruned[name] = prune(live[name], shape);
    }
    return pruned;
}

/** The paths at which two values differ, as `.spec.template`; lists differ as a whole. */
export function changedPaths(before: unknown, after: unknown, path = ""): string[] {
    if (isDeepStrictEqual(before, after)) return [];
    if (isEmpty(before) && isEmpty(after)) return [];
    if (!isRecord(before) || !isRecord(after)) return [path];
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => changedPaths(before[name], after[name], `${path}.${name}`));
}

function isEmpty(value: unknown): boolean {
    if (value === undefined || value === null) return true;
    if (Array.isArray(value)) return value.length === 0;
    return isRecord(value) && Object.keys(value).length === 0;
}
