/** Policy documents as text: their form, and whether two say the same. */
import { isRecord } from "../wire-values.ts";

/** What AWS would call malformed; undefined for a document of the right form. */
export function policyProblem(value: unknown): string | undefined {
    if (typeof value !== "string") return "expected a policy document as JSON text";
    const document = parse(value);
    if (document === undefined) return "the policy document is no JSON";
    if (!isRecord(document)) return "expected the policy document to be a JSON object";
    const statements: readonly unknown[] = Array.isArray(document["Statement"])
        ? document["Statement"]
        : [document["Statement"]];
    if (statements.length === 0) return "the policy document has no Statement";
    const broken = statements.findIndex((statement) => !isStatement(statement));
    if (broken < 0) return undefined;
    const found = statements[broken] === undefined ? "nothing" : JSON.stringify(statements[broken]);
    return `each Statement needs Effect (Allow or Deny) and Action or NotAction, got ${found}`;
}

/** Whether two documents mean the same: neither the order of members or list items nor `"a"` for `["a"]` counts. */
export function samePolicy(one: unknown, other: unknown): boolean {
    if (one === other) return true;
    if (typeof one !== "string" || typeof other !== "string") return false;
    const [left, right] = [parse(one), parse(other)];
    return left !== undefined && right !== undefined && canonical(left) === canonical(right);
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

function isStatement(value: unknown): boolean {
    if (!isRecord(value)) return false;
    const effect = value["Effect"];
    const action = value["Action"] ?? value["NotAction"];
    return (effect === "Allow" || effect === "Deny") && action !== undefined;
}

function canonical(value: unknown): string {
    if (Array.isArray(value)) {
        if (value.length === 1) return canonical(value[0]);
        return `[${value.map(canonical).sort().join(",")}]`;
    }
    if (!isRecord(value)) return JSON.stringify(value);
    const members = Object.keys(value)
        .sort()
        .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
    return `{${members.join(",")}}`;
}
