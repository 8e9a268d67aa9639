// What the bucket's own policy says to the pods' requests.
import type { Facts } from "../../facts.ts";
import { Unreadable } from "../../facts/unreadable.ts";
import { decide, type Decided } from "../../../components/pure/policy-reading/evaluate.ts";
import {
    statementsOf,
    type PolicyStatement,
} from "../../../components/pure/policy-reading/policy-document.ts";
import { accessRequests, podPrincipals, type AccessRequest } from "./requests.ts";

/** The statements of the bucket's policy; none where it has no policy. @throws Unreadable */
export async function bucketStatements(facts: Facts): Promise<readonly PolicyStatement[]> {
    const policy = await facts.need("bucketPolicy");
    if (policy === undefined) return [];
    const statements = statementsOf(policy.document);
    if (statements === undefined) throw new Unreadable(`${policy.where} is no policy document`);
    return statements;
}

/** What the bucket's policy alone says to a request. */
export async function byBucketPolicy(
    facts: Facts,
    { action, resource, context }: AccessRequest,
): Promise<Decided> {
    const principals = await podPrincipals(facts);
    return decide(await bucketStatements(facts), { action, resource, context, principals });
}

/** Whether the bucket's policy lets the role do it, as a bucket of another account has to. */
export async function bucketPolicyGrants(facts: Facts, action: string): Promise<boolean> {
    const policy = await facts.get("bucketPolicy");
    if (!policy.known) return false;
    const requests = (await accessRequests(facts)).filter((each) => each.action === action);
    const decided = await Promise.all(requests.map(async (each) => byBucketPolicy(facts, each)));
    return decided.every(({ decision }) => decision === "allowed");
}
