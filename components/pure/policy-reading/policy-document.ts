// A policy document as somebody wrote it, read leniently: one statement or a list, one value or several.
import { isTable } from "../fields/raw-values.ts";

/** A condition of a statement: one operator, one key, the values that are wanted. */
export interface PolicyCondition {
    readonly operator: string;
    readonly key: string;
    readonly values: readonly string[];
}

/** One statement. */
export interface PolicyStatement {
    /** `Sid`, else its place in the document, for messages. */
    readonly label: string;
    readonly effect: "Allow" | "Deny";
    readonly actions: readonly string[];
    readonly notActions: readonly string[];
    /** Kind of principal and its value, such as `Federated` and an ARN; `*` and `*` for everybody. */
    readonly principals: readonly (readonly [string, string])[];
    readonly notPrincipals: readonly (readonly [string, string])[];
    readonly resources: readonly string[];
    readonly notResources: readonly string[];
    readonly conditions: readonly PolicyCondition[];
}

/** The statements of a document, or undefined where it is no policy document. */
export function statementsOf(document: unknown): readonly PolicyStatement[] | undefined {
    if (!isTable(document)) return undefined;
    const written = document["Statement"];
    const list: readonly unknown[] = Array.isArray(written) ? written : [written];
    const statements = list.map(statement);
    const known = statements.filter((each) => each !== undefined);
    return known.length === statements.length ? known : undefined;
}

/** A document that came as text, percent-encoded as IAM gives it or plain; undefined where it is no JSON. */
export function documentFrom(text: string): unknown {
    try {
        const json = text.trimStart().startsWith("{") ? text : decodeURIComponent(text);
        const document: unknown = JSON.parse(json);
        return document;
    } catch {
        // Told apart from an empty document by whoever asks: it has no statements.
        return undefined;
    }
}

function statement(value: unknown, index: number): PolicyStatement | undefined {
    if (!isTable(value)) return undefined;
    const effect = value["Effect"];
    if (effect !== "Allow" && effect !== "Deny") return undefined;
    const sid = value["Sid"];
    return {
        label: typeof sid === "string" && sid !== "" ? sid : `statement ${index + 1}`,
        effect,
        actions: texts(value["Action"]),
        notActions: texts(value["NotAction"]),
        principals: principals(value["Principal"]),
        notPrincipals: principals(value["NotPrincipal"]),
        resources: texts(value["Resource"]),
        notResources: texts(value["NotResource"]),
        conditions: conditions(value["Condition"]),
    };
}

function principals(value: unknown): (readonly [string, string])[] {
    if (typeof value === "string") return [[value, value]];
    return Object.entries(isTable(value) ? value : {}).flatMap(([kind, named]) =>
        texts(named).map((each) => [kind, each] as const),
    );
}

function conditions(value: unknown): PolicyCondition[] {
    return Object.entries(isTable(value) ? value : {}).flatMap(([operator, keys]) =>
        Object.entries(isTable(keys) ? keys : {}).map(([key, values]) => ({
            operator,
            key,
            values: texts(values),
        })),
    );
}

function texts(value: unknown): string[] {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return list.flatMap((each) =>
        typeof each === "string" || typeof each === "boolean" || typeof each === "number"
            ? [String(each)]
            : [],
    );
}
