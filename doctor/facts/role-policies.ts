// Everything that says what the role may do: its own policies, those attached to it, its boundary.
import type { IAMClient } from "@aws-sdk/client-iam";

import { iamClient } from "../../stacks/aws/clients.ts";
import type { Facts } from "../facts.ts";
import { documentFrom } from "../../components/pure/policy-reading/policy-document.ts";
import type { PolicyFact } from "./aws.ts";
import { asking, callOptions, ifThere } from "./connection.ts";

/** What grants. */
export async function readRolePolicies(facts: Facts): Promise<readonly PolicyFact[]> {
    const role = await facts.need("role");
    if (role === undefined) return [];
    return asking(iamClient(await facts.need("connection")), async (client) => {
        const [own, attached] = await Promise.all([
            inlinePolicies(client, role.name, facts),
            attachedPolicies(client, role.name, facts),
        ]);
        return [...own, ...attached];
    });
}

/** What caps what is granted. */
export async function readBoundary(facts: Facts): Promise<PolicyFact | undefined> {
    const arn = (await facts.need("role"))?.boundaryArn;
    if (arn === undefined) return undefined;
    return asking(iamClient(await facts.need("connection")), async (client) =>
        managedPolicy(client, arn, facts),
    );
}

async function inlinePolicies(
    client: IAMClient,
    RoleName: string,
    facts: Facts,
): Promise<PolicyFact[]> {
    const { GetRolePolicyCommand, paginateListRolePolicies } = await import("@aws-sdk/client-iam");
    const names: string[] = [];
    const pages = paginateListRolePolicies({ client }, { RoleName }, callOptions(facts));
    for await (const page of pages) names.push(...(page.PolicyNames ?? []));
    return Promise.all(
        names.map(async (PolicyName) => {
            const command = new GetRolePolicyCommand({ RoleName, PolicyName });
            const { PolicyDocument = "" } = await client.send(command, callOptions(facts));
            const where = `policy ${PolicyName} of role ${RoleName}`;
            return { where, document: documentFrom(PolicyDocument) };
        }),
    );
}

async function attachedPolicies(
    client: IAMClient,
    RoleName: string,
    facts: Facts,
): Promise<PolicyFact[]> {
    const { paginateListAttachedRolePolicies } = await import("@aws-sdk/client-iam");
    const arns: string[] = [];
    const pages = paginateListAttachedRolePolicies({ client }, { RoleName }, callOptions(facts));
    for await (const page of pages) {
        arns.push(...(page.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []));
    }
    const read = await Promise.all(arns.map(async (arn) => managedPolicy(client, arn, facts)));
    return read.filter((each) => each !== undefined);
}

async function managedPolicy(
    client: IAMClient,
    arn: string,
    facts: Facts,
): Promise<PolicyFact | undefined> {
    const { GetPolicyCommand, GetPolicyVersionCommand } = await import("@aws-sdk/client-iam");
    const found = await ifThere(async () =>
        client.send(new GetPolicyCommand({ PolicyArn: arn }), callOptions(facts)),
    );
    const VersionId = found?.Policy?.DefaultVersionId;
    if (VersionId === undefined) return undefined;
    const command = new GetPolicyVersionCommand({ PolicyArn: arn, VersionId });
    const { PolicyVersion } = await client.send(command, callOptions(facts));
    return { where: `policy ${arn}`, document: documentFrom(PolicyVersion?.Document ?? "") };
}
