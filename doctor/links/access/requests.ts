// Every request that Tempo's pods make of S3, and S3 of KMS on their behalf, as policies see it.
import { BUCKET_ACTIONS, KMS_ACTIONS, OBJECT_ACTIONS } from "../../../components/pure/actions.ts";
import { bucketArn, parseArn } from "../../../components/pure/names/arn.ts";
import { objectsBelow } from "../../../components/pure/names/object-prefix.ts";
import { PARTITIONS } from "../../../components/pure/partition.ts";
import { textAt } from "../../../stacks/cluster/answers.ts";
import type { Facts } from "../../facts.ts";
import type { RequestContext } from "../../../components/pure/policy-reading/conditions.ts";

/** One request. */
export interface AccessRequest {
    readonly action: string;
    readonly resource: string;
    readonly context: RequestContext;
}

/** The requests, on the real ARNs. */
export async function accessRequests(facts: Facts): Promise<readonly AccessRequest[]> {
    const { bucket, roleArn } = await facts.need("storage");
    const key = await facts.need("key");
    const context = await contextOf(facts);
    const partition = PARTITIONS.find(
        (each) => each.partition === parseArn(roleArn)?.partition,
    )?.partition;
    const arn = bucketArn({ partition: partition ?? "aws", bucketName: bucket });
    const prefix = await prefixOf(facts);
    const object = `${arn}/${objectsBelow(prefix || undefined)}single-tenant/tempo-sts-doctor`;
    const ask = (resource: string) => (action: string) => ({ action, resource, context });
    return [
        ...BUCKET_ACTIONS.map(ask(arn)),
        ...OBJECT_ACTIONS.map(ask(object)),
        ...(key === undefined ? [] : KMS_ACTIONS.map(ask(key.arn))),
    ];
}

/** Who the pods are for a policy that names principals. */
export async function podPrincipals(facts: Facts): Promise<readonly (readonly [string, string])[]> {
    const { roleArn } = await facts.need("storage");
    const { partition = "aws", accountId = "" } = parseArn(roleArn) ?? {};
    return [
        ["AWS", roleArn],
        ["AWS", accountId],
        ["AWS", `arn:${partition}:iam::${accountId}:root`],
    ];
}

/** Under what Tempo's objects lie; empty where it has the bucket for itself. */
export async function prefixOf(facts: Facts): Promise<string> {
    const tempo = await facts.need("tempo");
    const path = ["spec", "extraConfig", "tempo", "storage", "trace", "s3", "prefix"];
    return textAt(tempo?.body, ...path).replace(/^\/+|\/+$/g, "");
}

async function contextOf(facts: Facts): Promise<RequestContext> {
    const { region, roleArn } = await facts.need("storage");
    const role = await facts.get("role");
    const prefix = await prefixOf(facts);
    const arn = parseArn(roleArn);
    const place = PARTITIONS.find((each) => each.partition === arn?.partition);
    const id = role.known ? role.value?.id : undefined;
    const values: [string, string][] = [
        ["aws:securetransport", "true"],
        ["aws:principalarn", roleArn],
        ["aws:principalaccount", arn?.accountId ?? ""],
        ["aws:principaltype", "AssumedRole"],
        ["aws:principalisawsservice", "false"],
        ["aws:viaawsservice", "false"],
        ["s3:prefix", objectsBelow(prefix || undefined)],
        ["s3:tlsversion", "1.3"],
        ["s3:signatureversion", "AWS4-HMAC-SHA256"],
        ["s3:authtype", "REST-HEADER"],
        ["kms:viaservice", `s3.${region}.${place?.dnsSuffix ?? "amazonaws.com"}`],
        ["aws:userid", `${id ?? ""}:tempo`],
    ];
    return {
        values: new Map(values.map(([key, value]) => [key, [value]])),
        // Tempo sends none of these headers; of what else a call carries nothing is known here.
        isAbsent: (key) => key.startsWith("s3:x-amz-"),
    };
}
