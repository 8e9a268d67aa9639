// What policies come to for one request, as IAM decides it: a Deny that applies wins, else an Allow is needed.
import { meets, type Answer, type RequestContext } from "./conditions.ts";
import { fitsGlob } from "./glob.ts";
import type { PolicyCondition, PolicyStatement } from "./policy-document.ts";

/** One request. */
export interface PolicyRequest {
    readonly action: string;
    /** @default - a policy without resources, such as a trust policy */
    readonly resource?: string | undefined;
    /** Kind of principal and its value. @default - a policy without principals, such as a role's */
    readonly principals?: readonly (readonly [string, string])[] | undefined;
    readonly context: RequestContext;
}

/** A statement against a request. */
export interface StatementMatch {
    readonly statement: PolicyStatement;
    readonly action: boolean;
    readonly resource: boolean;
    readonly principal: boolean;
    readonly conditions: readonly { readonly condition: PolicyCondition; readonly met: Answer }[];
    /** All of it together. */
    readonly applies: Answer;
}

/** What it comes to; `unknown` where a condition decides that cannot be known here. */
export type Decision = "allowed" | "denied" | "implicitly-denied" | "unknown";

/** A decision, and the statement that brought it about. */
export interface Decided {
    readonly decision: Decision;
    readonly by: PolicyStatement | undefined;
}

/** Holds a statement against a request, part by part. */
export function match(statement: PolicyStatement, request: PolicyRequest): StatementMatch {
    const action = matchesAction(statement, request.action);
    const resource = request.resource === undefined || matchesResource(statement, request.resource);
    const principal =
        request.principals === undefined || matchesPrincipal(statement, request.principals);
    const conditions = statement.conditions.map((condition) => ({
        condition,
        met: meets(condition, request.context),
    }));
    const named = action && resource && principal;
    const met = conditions.map((each) => each.met);
    return {
        statement,
        action,
        resource,
        principal,
        conditions,
        applies: !named || met.includes("no") ? "no" : met.includes("unknown") ? "unknown" : "yes",
    };
}

/** What statements that stand side by side, such as all of a role's policies, come to. */
export function decide(statements: readonly PolicyStatement[], request: PolicyRequest): Decided {
    const matches = statements.map((each) => match(each, request));
    const find = (effect: string, applies: Answer) =>
        matches.find((each) => each.statement.effect === effect && each.applies === applies)
            ?.statement;
    const denied = find("Deny", "yes");
    if (denied !== undefined) return { decision: "denied", by: denied };
    const allowed = find("Allow", "yes");
    const doubtful =
        find("Deny", "unknown") ?? (allowed === undefined ? find("Allow", "unknown") : undefined);
    if (doubtful !== undefined) return { decision: "unknown", by: doubtful };
    return allowed === undefined
        ? { decision: "implicitly-denied", by: undefined }
        : { decision: "allowed", by: allowed };
}

function matchesAction({ actions, notActions }: PolicyStatement, action: string): boolean {
    const fits = (pattern: string) => fitsGlob(pattern.toLowerCase(), action.toLowerCase());
    return notActions.length > 0 ? !notActions.some(fits) : actions.some(fits);
}

function matchesResource({ resources, notResources }: PolicyStatement, resource: string): boolean {
    const fits = (pattern: string) => fitsGlob(pattern, resource);
    return notResources.length > 0 ? !notResources.some(fits) : resources.some(fits);
}

function matchesPrincipal(
    { principals, notPrincipals }: PolicyStatement,
    who: readonly (readonly [string, string])[],
): boolean {
    const fits = ([kind, value]: readonly [string, string]) =>
        value === "*" || who.some(([ours, mine]) => ours === kind && mine === value);
    return notPrincipals.length > 0 ? !notPrincipals.some(fits) : principals.some(fits);
}
