// IAM, bucket, key and topic policies as IAM understands them: texts or objects, one or many, in any case of letters.
import { isTable } from "../../components/pure/fields/raw-values.ts";
import { describeValue, type Problem } from "../../components/pure/problems.ts";
import { entriesOf, listOf, textsOf } from "./values.ts";

/** One test of a statement's condition. */
export interface ConditionTest {
    /** As IAM spells it, for example `StringEquals` or `ForAllValues:StringLike`. */
    readonly operator: string;
    readonly key: string;
    readonly values: readonly string[];
}

/** One statement of a policy. */
export interface ReadStatement {
    /** Where it stands, for example `policy.Statement[0]`. */
    readonly path: string;
    readonly allows: boolean;
    /** By kind (`AWS`, `Federated`, `Service`, `CanonicalUser`); a bare `"*"` is of the kind `*`. */
    readonly principals: readonly { readonly kind: string; readonly name: string }[];
    readonly notPrincipal: boolean;
    readonly actions: readonly string[];
    readonly notActions: readonly string[];
    readonly resources: readonly string[];
    readonly notResources: readonly string[];
    readonly conditions: readonly ConditionTest[];
}

/** The statements of a document, or what keeps it from being one. */
export interface ReadDocument {
    readonly statements: readonly ReadStatement[];
    readonly problems: readonly Problem[];
}

/** A document as a text or an object; one that is not there has no statement. */
export function readDocument(document: unknown, path: string): ReadDocument {
    if (document === undefined || document === null || document === "") {
        return { statements: [], problems: [] };
    }
    const parsed = typeof document === "string" ? parsedJson(document) : document;
    if (!isTable(parsed)) {
        const problem = {
            path,
            expected: "a policy document, as JSON",
            found: describeValue(document),
            remedy: "Write it with Version and Statement",
        };
        return { statements: [], problems: [problem] };
    }
    const statements = listOf(member(parsed, "Statement")).map((statement, index) =>
        readStatement(statement, `${path}.Statement[${index}]`),
    );
    return { statements, problems: [] };
}

/** Whether IAM would take the one action for the other: `sts:Assume*` for `sts:AssumeRoleWithWebIdentity`. */
export function matchesAction(pattern: string, action: string): boolean {
    const source = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".");
    return new RegExp(`^${source}$`, "i").test(action);
}

function parsedJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

function readStatement(statement: unknown, path: string): ReadStatement {
    const texts = (key: string): string[] => textsOf(member(statement, key));
    return {
        path,
        allows: texts("Effect")[0]?.toLowerCase() !== "deny",
        principals: principalsOf(member(statement, "Principal")),
        notPrincipal: member(statement, "NotPrincipal") !== undefined,
        actions: texts("Action"),
        notActions: texts("NotAction"),
        resources: texts("Resource"),
        notResources: texts("NotResource"),
        conditions: entriesOf(member(statement, "Condition")).flatMap(([operator, tests]) =>
            entriesOf(tests).map(([key, values]) => ({ operator, key, values: textsOf(values) })),
        ),
    };
}

function principalsOf(principal: unknown): { kind: string; name: string }[] {
    if (typeof principal === "string") return [{ kind: "*", name: principal }];
    return entriesOf(principal).flatMap(([kind, names]) =>
        textsOf(names).map((name) => ({ kind, name })),
    );
}

// IAM does not care for the case of a statement's keys, and Pulumi's own types write them as IAM documents them.
function member(value: unknown, key: string): unknown {
    return entriesOf(value).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}
