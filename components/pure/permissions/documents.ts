// From single rights to policies that IAM takes: statements by place, and as many policies as the size asks for.
import type { PolicyDocument, Statement } from "../policies/statement.ts";
import type { Grant } from "./grants.ts";

/** How long a managed policy may be, without white space. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const POLICY_SIZE = 6144;

/** How many managed policies a role or user may have, as long as the account's quota is not raised. */
export const POLICIES_PER_IDENTITY = 10;

/** The policies that together give exactly the rights. */
export function policiesFor(grants: readonly Grant[], size = POLICY_SIZE): PolicyDocument[] {
    const documents: Statement[][] = [[]];
    for (const statement of statementsFor(grants)) {
        const last = documents.at(-1) ?? [];
        if (last.length > 0 && sizeOf([...last, statement]) > size) documents.push([statement]);
        else last.push(statement);
    }
    return documents.map(documentOf);
}

/** The characters that IAM counts. */
export function policySize(document: PolicyDocument): number {
    return JSON.stringify(document).replace(/\s/gu, "").length;
}

function statementsFor(grants: readonly Grant[]): Statement[] {
    const places = new Map<string, Grant[]>();
    for (const grant of grants) {
        const key = JSON.stringify([grant.arns, grant.condition]);
        places.set(key, [...(places.get(key) ?? []), grant]);
    }
    const used = new Map<string, number>();
    return [...places.values()].map((together) => statementOf(together, used));
}

function statementOf(together: readonly Grant[], used: Map<string, number>): Statement {
    const [{ arns, condition } = { arns: [] }] = together;
    const name = sidOf(together);
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    const [only] = arns;
    return {
        Sid: count === 1 ? name : `${name}${count}`,
        Effect: "Allow",
        Action: [...new Set(together.map(({ action }) => action))].sort(),
        Resource: arns.length === 1 && only !== undefined ? only : arns,
        ...(condition === undefined ? {} : { Condition: condition }),
    };
}

/** What the statement is about, by what its ARNs name. */
function sidOf([first]: readonly Grant[]): string {
    const [arn = "*"] = first?.arns ?? [];
    if (arn === "*") return "Everywhere";
    const [, , service = "", , , ...rest] = arn.split(":");
    const resource = rest.join(":");
    const kind =
        service === "s3" ? (resource.includes("/") ? "objects" : "bucket") : kindOf(resource);
    return [service, ...kind.split("-")].map(capital).join("");
}

function kindOf(resource: string): string {
    return /^[a-z-]+/iu.exec(resource)?.[0] ?? "";
}

function capital(word: string): string {
    return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function documentOf(statements: readonly Statement[]): PolicyDocument {
    return { Version: "2012-10-17", Statement: statements };
}

function sizeOf(statements: readonly Statement[]): number {
    return policySize(documentOf(statements));
}
