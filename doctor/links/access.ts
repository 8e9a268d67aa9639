// Access to the bucket: every action that Tempo needs, on the real ARNs, by the role's policies and by the bucket's.
import { parseArn } from "../../components/pure/names/arn.ts";
import { traceAccessPolicy } from "../../components/pure/policies/trace-access.ts";
import type { AwsCause } from "../causes/aws.ts";
import { findingOf, type Told } from "../causes/finding.ts";
import type { Facts } from "../facts.ts";
import { reasonOf } from "../facts/unreadable.ts";
import { notChecked, verdictOf, type Finding, type Link } from "../link.ts";
import { byBucketPolicy } from "./access/bucket-policy.ts";
import { byReading, bySimulation, type RoleAnswer, type RoleFault } from "./access/by-role.ts";
import { accessRequests, prefixOf, type AccessRequest } from "./access/requests.ts";
import { forWebIdentity } from "./web-identity.ts";

/** Access to the bucket. */
export const access: Link = {
    id: "access",
    title: "Access to the bucket",
    needs: ["role", "bucket"],
    probe: forWebIdentity(async (facts) => {
        const requests = await accessRequests(facts);
        const { answers, how } = await rolesAnswers(facts, requests);
        const refused = [...answers].flatMap(([request, answer]) =>
            typeof answer === "string" ? [] : [{ request, fault: answer }],
        );
        const byBucket = await bucketFaults(facts, requests);
        const all = [...refused, ...byBucket.refused];
        const evidence = [`${requests.length} actions, by ${how}`];
        if (all.length > 0) return verdictOf(await findings(facts, all), evidence);
        const open = [...answers]
            .filter(([, answer]) => answer === "unknown")
            .map(([{ action }]) => action);
        const unsure = [...open, ...byBucket.unsure];
        return unsure.length > 0
            ? notChecked(`a condition on ${unsure.join(", ")} depends on the call itself`)
            : verdictOf([], evidence);
    }),
};

interface Refused {
    readonly request: AccessRequest;
    readonly fault: RoleFault;
}

async function rolesAnswers(
    facts: Facts,
    requests: readonly AccessRequest[],
): Promise<{ answers: ReadonlyMap<AccessRequest, RoleAnswer>; how: string }> {
    try {
        return { answers: await bySimulation(facts, requests), how: "IAM's simulation" };
    } catch (error) {
        facts.tools.signal?.throwIfAborted();
        const read = requests.map(async (each): Promise<[AccessRequest, RoleAnswer]> => [
            each,
            await byReading(facts, each),
        ]);
        const how = `reading the policies (no simulation: ${reasonOf(error)})`;
        return { answers: new Map(await Promise.all(read)), how };
    }
}

async function bucketFaults(facts: Facts, requests: readonly AccessRequest[]) {
    const ofBucket = requests.filter(({ action }) => action.startsWith("s3:"));
    const role = (await facts.need("role"))?.id ?? "";
    const decided = await Promise.all(
        ofBucket.map(async (request) => ({ request, ...(await byBucketPolicy(facts, request)) })),
    );
    const refused = decided.flatMap(({ request, decision, by }): Refused[] => {
        if (decision !== "denied" || by === undefined) return [];
        const text = JSON.stringify(by);
        const old = /\bAROA[A-Z0-9]{8,}/g;
        const names: readonly string[] = text.match(old) ?? [];
        const isOld = names.length > 0 && !names.includes(role);
        const cause = isOld ? "access-role-recreated" : "access-bucket-policy";
        const found = `Deny in ${by.label} of the bucket's policy${isOld ? `, for all but ${names.join(", ")}` : ""}`;
        return [{ request, fault: { cause, found } }];
    });
    const unsure = decided.flatMap(({ request, decision }) =>
        decision === "unknown" ? [request.action] : [],
    );
    return { refused, unsure };
}

/** One finding for each cause, with all its actions: the first that was met comes first. */
async function findings(facts: Facts, refused: readonly Refused[]): Promise<Finding[]> {
    const { roleArn, bucket } = await facts.need("storage");
    const remedy = await remedies(facts);
    return [...new Set(refused.map(({ fault }) => fault.cause))].map((cause) => {
        const own = refused.filter(({ fault }) => fault.cause === cause);
        const actions = own.map(({ request }) => request.action).join(", ");
        return findingOf(cause, {
            summary: `The role ${roleArn} may not ${actions} for bucket ${bucket}: ${SAID[cause] ?? cause}.`,
            evidence: own.map(
                ({ request, fault }) =>
                    `expected ${request.action} on ${request.resource} to be allowed, found: ${fault.found}`,
            ),
            remedy: remedy(cause),
        });
    });
}

const SAID: Partial<Record<AwsCause, string>> = {
    "access-policy-missing": "it has no policy at all",
    "access-action-missing": "none of its policies allows it",
    "access-other-resource": "its policies allow it for other resources only",
    "access-denied": "one of its policies denies it",
    "access-boundary": "its permissions boundary does not allow it",
    "access-organisation": "a policy of the organisation does not allow it",
    "access-key-missing": "none of its policies allows it on the key that encrypts the bucket",
    "access-bucket-policy": "the bucket's policy denies it",
    "access-role-recreated":
        "the bucket's policy spares only a role of the same name that was deleted since",
};

async function remedies(facts: Facts): Promise<(cause: AwsCause) => Told["remedy"]> {
    const { roleArn, bucket } = await facts.need("storage");
    const key = await facts.need("key");
    const name = roleArn.slice(roleArn.lastIndexOf("/") + 1);
    const bucketArn = `arn:${parseArn(roleArn)?.partition ?? "aws"}:s3:::${bucket}`;
    const prefix = (await prefixOf(facts)) || undefined;
    const document = JSON.stringify(traceAccessPolicy({ bucketArn, prefix, kmsKeyArn: key?.arn }));
    const policyOfBucket = `aws s3api get-bucket-policy --bucket ${bucket} --query Policy --output text`;
    const boundary = (await facts.need("role"))?.boundaryArn ?? "";
    return (cause) => {
        switch (cause) {
            case "access-bucket-policy":
                return {
                    text: "Take the role out of the statement that denies, or the statement out of the bucket's policy.",
                    command: policyOfBucket,
                };
            case "access-role-recreated":
                return {
                    text: "Put the bucket's policy again with the role's ARN or its new id: AWS keeps the id of a deleted role, and a new one of its name has another.",
                    command: `aws iam get-role --role-name ${name} --query Role.RoleId --output text`,
                };
            case "access-boundary":
                return {
                    text: "Have the boundary allow these actions on the bucket, or give the role another.",
                    command: `aws iam get-policy --policy-arn ${boundary}`,
                };
            case "access-organisation":
                return "Ask whoever keeps the organisation's service control policies to allow these actions for the role.";
            case "access-denied":
                return {
                    text: "Take the Deny out of the role's policy.",
                    command: `aws iam list-role-policies --role-name ${name}`,
                };
            default:
                return {
                    text: "Give the role this policy (of a stack of this project: `tempo-sts up`).",
                    command: `aws iam put-role-policy --role-name ${name} --policy-name tempo-traces --policy-document '${document}'`,
                };
        }
    };
}
