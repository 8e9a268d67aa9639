/** Runs a JSONPath query over a JSON value. */
import { isDeepStrictEqual } from "node:util";

import { isRecord } from "../wire-values.ts";
import type { Condition, Operand, Operator, Query, Segment, Selector } from "./path.ts";

/** Stands for "no value", which RFC 9535 tells apart from null. */
const NOTHING = Symbol("nothing");

/** Every node the query selects, in order. */
export function select(query: Query, root: unknown): unknown[] {
    return selectFrom(query, root, root);
}

function selectFrom(query: Query, root: unknown, current: unknown): unknown[] {
    let nodes: unknown[] = [query.from === "$" ? root : current];
    for (const segment of query.segments)
        nodes = nodes.flatMap((node) => step(segment, root, node));
    return nodes;
}

function step(segment: Segment, root: unknown, node: unknown): unknown[] {
    const starts = segment.deep ? [node, ...descendants(node)] : [node];
    return starts.flatMap((start) =>
        segment.selectors.flatMap((selector) => pick(selector, root, start)),
    );
}

function descendants(node: unknown): unknown[] {
    return children(node).flatMap((child) => [child, ...descendants(child)]);
}

function children(node: unknown): unknown[] {
    if (Array.isArray(node)) return node;
    return isRecord(node) ? Object.values(node) : [];
}

function pick(selector: Selector, root: unknown, node: unknown): unknown[] {
    switch (selector.kind) {
        case "all":
            return children(node);
        case "name":
            return member(node, selector.name);
        case "index":
            return at(node, selector.index);
        case "slice":
            return Array.isArray(node) ? slice(node, selector) : [];
        case "filter":
            return children(node).filter((child) => holds(selector.condition, root, child));
    }
}

function member(node: unknown, name: string): unknown[] {
    return isRecord(node) && Object.hasOwn(node, name) ? [node[name]] : [];
}

function at(node: unknown, index: number): unknown[] {
    const list: readonly unknown[] = Array.isArray(node) ? node : [];
    const place = index < 0 ? list.length + index : index;
    return place in list ? [list[place]] : [];
}

function slice(
    list: readonly unknown[],
    part: { start?: number; end?: number; step: number },
): unknown[] {
    const { step: stride } = part;
    if (stride === 0) return [];
    const place = (index: number): number => (index < 0 ? list.length + index : index);
    const clamp = (index: number, low: number, high: number): number =>
        Math.min(Math.max(index, low), high);
    const found: unknown[] = [];
    if (stride > 0) {
        const end = clamp(place(part.end ?? list.length), 0, list.length);
        for (let i = clamp(place(part.start ?? 0), 0, list.length); i < end; i += stride)
            found.push(list[i]);
        return found;
    }
    const end = part.end === undefined ? -1 : clamp(place(part.end), -1, list.length - 1);
    const start = clamp(place(part.start ?? list.length - 1), -1, list.length - 1);
    for (let i = start; i > end; i += stride) found.push(list[i]);
    return found;
}

function holds(condition: Condition, root: unknown, node: unknown): boolean {
    switch (condition.kind) {
        case "or":
            return condition.parts.some((part) => holds(part, root, node));
        case "and":
            return condition.parts.every((part) => holds(part, root, node));
        case "not":
            return !holds(condition.part, root, node);
        case "exists":
            return selectFrom(condition.query, root, node).length > 0;
        case "matches": {
            const text = valueOf(condition.text, root, node);
            const pattern = valueOf(condition.pattern, root, node);
            if (typeof text !== "string" || typeof pattern !== "string") return false;
            return new RegExp(condition.whole ? `^(?:${pattern})$` : pattern, "u").test(text);
        }
        case "compare":
            return compare(
                condition.operator,
                valueOf(condition.left, root, node),
                valueOf(condition.right, root, node),
            );
    }
}

function valueOf(operand: Operand, root: unknown, node: unknown): unknown {
    switch (operand.kind) {
        case "literal":
            return operand.value;
        case "query":
            return onlyOne(selectFrom(operand.query, root, node));
        case "value":
            return onlyOne(selectFrom(operand.of, root, node));
        case "count":
            return selectFrom(operand.of, root, node).length;
        case "length":
            return lengthOf(valueOf(operand.of, root, node));
    }
}

function onlyOne(nodes: readonly unknown[]): unknown {
    return nodes.length === 1 ? nodes[0] : NOTHING;
}

function lengthOf(value: unknown): unknown {
    if (typeof value === "string") return Array.from(value).length;
    if (Array.isArray(value)) return value.length;
    return isRecord(value) ? Object.keys(value).length : NOTHING;
}

function compare(operator: Operator, left: unknown, right: unknown): boolean {
    switch (operator) {
        case "==":
            return isDeepStrictEqual(left, right);
        case "!=":
            return !isDeepStrictEqual(left, right);
        case "<":
            return less(left, right);
        case ">":
            return less(right, left);
        case "<=":
            return less(left, right) || isDeepStrictEqual(left, right);
        case ">=":
            return less(right, left) || isDeepStrictEqual(left, right);
    }
}

function less(left: unknown, right: unknown): boolean {
    if (typeof left === "number" && typeof right === "number") return left < right;
    return typeof left === "string" && typeof right === "string" && left < right;
}
