/** What the annotation `pulumi.com/waitFor` asks for. */
import { parseJsonPath } from "../json-path/parse.ts";
import type { Query } from "../json-path/path.ts";
import { select } from "../json-path/select.ts";
import { isRecord } from "../wire-values.ts";
import { ANNOTATIONS, annotation, type KubeObject } from "./kube-object.ts";
import { findCondition, type Readiness } from "./readiness.ts";

/** One thing that must be true of the object. */
export type Wish =
    | { readonly kind: "condition"; readonly type: string; readonly status: string }
    | {
          readonly kind: "path";
          readonly text: string;
          readonly query: Query;
          readonly value: string;
      };

const FORMS =
    "`condition=TYPE`, `condition=TYPE=STATUS`, `jsonpath={.path}` or `jsonpath={.path}=VALUE`";

/**
 * The wishes in an object's annotation: one expression, or a JSON array of them.
 *
 * @throws Error for anything the real provider would refuse
 */
export function wishesOf(object: KubeObject): readonly Wish[] | undefined {
    const text = annotation(object, ANNOTATIONS.waitFor);
    if (text === undefined || text === "") return undefined;
    const expressions = readList(text) ?? [text];
    if (expressions.length === 0) {
        throw new Error(
            `Expected at least one condition in ${ANNOTATIONS.waitFor}, got ${text}. Give ${FORMS}.`,
        );
    }
    return expressions.map(parseWish);
}

/** Whether all wishes are fulfilled, and if not, which one is not. */
export function fulfilled(wishes: readonly Wish[], object: KubeObject): Readiness {
    const open = wishes.map((wish) => look(wish, object)).find((result) => !result.ready);
    return open ?? { ready: true };
}

function readList(text: string): string[] | undefined {
    try {
        const value: unknown = JSON.parse(text);
        const isList = Array.isArray(value) && value.every((item) => typeof item === "string");
        return isList ? value : undefined;
    } catch {
        return undefined;
    }
}

function parseWish(expression: string): Wish {
    if (expression.startsWith("condition=")) {
        const [type = "", ...status] = expression.slice("condition=".length).split("=");
        if (type === "") throw malformed(expression, "the condition has no type");
        return { kind: "condition", type, status: status.length === 0 ? "True" : status.join("=") };
    }
    if (expression.startsWith("jsonpath=")) return parsePath(expression);
    throw malformed(expression, 'expected a "jsonpath=" or "condition=" prefix');
}

/** Only one `=` outside `==` is allowed, as in the real provider: it parts the path from the value. */
function parsePath(expression: string): Wish {
    const parts = expression.slice("jsonpath=".length).split(/(?<!=)=(?!=)/);
    const [path = "", value] = parts;
    if (parts.length > 2) throw malformed(expression, "format should be {.path}=value or {.path}");
    if (value === "") throw malformed(expression, `${path}= requires a value`);
    const inner = /^\{\s*(.*?)\s*\}$/s.exec(path.trim())?.[1];
    if (inner === undefined)
        throw malformed(expression, `${path} should be wrapped in brackets { ... }`);
    try {
        return { kind: "path", text: path, query: parseJsonPath(inner), value: value ?? "" };
    } catch (error) {
        throw malformed(expression, error instanceof Error ? error.message : String(error), error);
    }
}

function malformed(expression: string, reason: string, cause?: unknown): Error {
    return new Error(
        `Cannot wait for ${JSON.stringify(expression)} in ${ANNOTATIONS.waitFor}: ${reason}. Give ${FORMS}.`,
        { cause },
    );
}

function look(wish: Wish, object: KubeObject): Readiness {
    return wish.kind === "condition" ? lookAtCondition(wish, object) : lookAtPath(wish, object);
}

function lookAtCondition(wish: Wish & { kind: "condition" }, object: KubeObject): Readiness {
    const found = findCondition(object, wish.type);
    if (found === undefined) return { ready: false, waiting: `has no condition ${wish.type}` };
    if (found.outdated) {
        return { ready: false, waiting: `the condition ${wish.type} is about an older generation` };
    }
    if (found.status.toLowerCase() === wish.status.toLowerCase()) return { ready: true };
    return {
        ready: false,
        waiting: `has condition ${wish.type}=${found.status} (want ${wish.status})${found.message}`,
    };
}

/** With a value, only the first selected node counts, and it must be no list and no object. */
function lookAtPath(wish: Wish & { kind: "path" }, object: KubeObject): Readiness {
    const [first, ...others] = select(wish.query, object);
    if (first === undefined && others.length === 0) {
        return { ready: false, waiting: `${wish.text} selected nothing` };
    }
    if (wish.value === "") return { ready: true };
    if (Array.isArray(first) || isRecord(first)) {
        throw new Error(
            `"${wish.text}" has a non-primitive value (${JSON.stringify(first)}), which cannot be compared with ${wish.value}. Select a text, a number or a boolean.`,
        );
    }
    const found =
        typeof first === "string" ? first : first === null ? "<nil>" : JSON.stringify(first);
    if (found === wish.value) return { ready: true };
    return { ready: false, waiting: `${wish.text} is ${found} (want ${wish.value})` };
}
