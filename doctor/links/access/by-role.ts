// What the role's own side says to a request: IAM's simulation where it may be asked, and the policies as they are read.
import type { EvaluationResult } from "@aws-sdk/client-iam";

import { iamClient } from "../../../stacks/aws/clients.ts";
import type { AwsCause } from "../../causes/aws.ts";
import type { Facts } from "../../facts.ts";
import { asking, callOptions } from "../../facts/connection.ts";
import { Unreadable } from "../../facts/unreadable.ts";
import type { PolicyFact } from "../../facts/aws.ts";
import { decide, match } from "../../../components/pure/policy-reading/evaluate.ts";
import {
    statementsOf,
    type PolicyStatement,
} from "../../../components/pure/policy-reading/policy-document.ts";
import type { AccessRequest } from "./requests.ts";

/** What keeps the role from a request. */
export interface RoleFault {
    readonly cause: AwsCause;
    /** What was found, where. */
    readonly found: string;
}

/** A fault, none, or a condition that nobody can judge from here. */
export type RoleAnswer = RoleFault | "allowed" | "unknown";

/** All of the role's statements. @throws Unreadable */
export async function roleStatements(facts: Facts): Promise<readonly PolicyStatement[]> {
    return (await facts.need("rolePolicies")).flatMap(understood);
}

/** What the role's policies and its boundary say, as they are read. */
export async function byReading(facts: Facts, request: AccessRequest): Promise<RoleAnswer> {
    const statements = await roleStatements(facts);
    const { decision, by } = decide(statements, request);
    if (decision === "denied") {
        return { cause: "access-denied", found: `Deny in ${by?.label ?? "a policy"}` };
    }
    if (decision === "implicitly-denied") return notGranted(statements, request);
    const capped = await byBoundary(facts, request);
    return capped === "allowed" ? decision : capped;
}

async function byBoundary(facts: Facts, request: AccessRequest): Promise<RoleAnswer> {
    const arn = (await facts.need("role"))?.boundaryArn;
    if (arn === undefined) return "allowed";
    const boundary = await facts.need("boundary");
    const { decision } = decide(boundary === undefined ? [] : understood(boundary), request);
    if (decision === "allowed" || decision === "unknown") return decision;
    const said = decision === "denied" ? "Deny of it" : "no Allow of it";
    return { cause: "access-boundary", found: `${said} in ${arn}` };
}

/** What IAM itself says; the details of a plain "no" are read from the policies. @throws what the SDK throws */
export async function bySimulation(
    facts: Facts,
    requests: readonly AccessRequest[],
): Promise<ReadonlyMap<AccessRequest, RoleAnswer>> {
    const { roleArn } = await facts.need("storage");
    const { SimulatePrincipalPolicyCommand } = await import("@aws-sdk/client-iam");
    return asking(iamClient(await facts.need("connection")), async (client) => {
        const answers = requests.map(async (request): Promise<[AccessRequest, RoleAnswer]> => {
            const { EvaluationResults } = await client.send(
                new SimulatePrincipalPolicyCommand({
                    PolicySourceArn: roleArn,
                    ActionNames: [request.action],
                    ResourceArns: [request.resource],
                    ContextEntries: contextEntries(request),
                }),
                callOptions(facts),
            );
            const [result] = EvaluationResults ?? [];
            if (result === undefined) throw new Unreadable("IAM simulated nothing");
            return [request, await simulated(facts, request, result)];
        });
        return new Map(await Promise.all(answers));
    });
}

async function simulated(
    facts: Facts,
    request: AccessRequest,
    result: EvaluationResult,
): Promise<RoleAnswer> {
    if (result.EvalDecision === "allowed") {
        // Where it says nothing of a boundary that there is, it has not looked at it.
        const looked = result.PermissionsBoundaryDecisionDetail !== undefined;
        return looked ? "allowed" : byBoundary(facts, request);
    }
    const capped = cappedBy(result);
    if (capped !== undefined) return capped;
    // A plain "no" may be a condition that the simulation knows less of than is known here.
    const policies = await facts.get("rolePolicies");
    if (policies.known) return byReading(facts, request);
    return (result.MissingContextValues ?? []).length > 0
        ? "unknown"
        : { cause: "access-action-missing", found: "no policy allows it (IAM's simulation)" };
}

function cappedBy(result: EvaluationResult): RoleFault | undefined {
    if (result.OrganizationsDecisionDetail?.AllowedByOrganizations === false) {
        return { cause: "access-organisation", found: "no Allow in the organisation's policies" };
    }
    if (result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false) {
        return { cause: "access-boundary", found: "no Allow in the permissions boundary" };
    }
    if (result.EvalDecision !== "explicitDeny") return undefined;
    const where = (result.MatchedStatements ?? []).map(({ SourcePolicyId = "" }) => SourcePolicyId);
    return { cause: "access-denied", found: `Deny in ${where.join(", ") || "a policy"}` };
}

function notGranted(statements: readonly PolicyStatement[], request: AccessRequest): RoleFault {
    if (statements.length === 0) {
        return { cause: "access-policy-missing", found: "no statement in any policy" };
    }
    if (request.action.startsWith("kms:")) {
        return { cause: "access-key-missing", found: `no Allow on ${request.resource}` };
    }
    const elsewhere = statements
        .filter(({ effect }) => effect === "Allow")
        .map((each) => match(each, request))
        .find(({ action, resource }) => action && !resource)?.statement;
    return elsewhere === undefined
        ? { cause: "access-action-missing", found: "no Allow of it" }
        : {
              cause: "access-other-resource",
              found: `Allow on ${elsewhere.resources.join(", ")} (${elsewhere.label})`,
          };
}

function understood({ where, document }: PolicyFact): readonly PolicyStatement[] {
    const statements = statementsOf(document);
    if (statements === undefined) throw new Unreadable(`${where} is no policy document`);
    return statements;
}

function contextEntries({ context }: AccessRequest) {
    return [...context.values].map(([ContextKeyName, values]) => ({
        ContextKeyName,
        ContextKeyValues: [...values],
        ContextKeyType: values.length > 1 ? ("stringList" as const) : ("string" as const),
    }));
}
