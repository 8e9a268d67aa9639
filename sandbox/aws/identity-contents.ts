/** Everything that is to be known of every role, policy of the account and OIDC provider. */
import type { IAMClient } from "@aws-sdk/client-iam";

import type { Described } from "./bucket-contents.ts";

type IamModule = typeof import("@aws-sdk/client-iam");

/** Reads all of them. */
export async function describeIdentities(client: IAMClient): Promise<Described[]> {
    const iam = await import("@aws-sdk/client-iam");
    const described = await Promise.all([
        roles(iam, client),
        policies(iam, client),
        providers(iam, client),
    ]);
    return described.flat();
}

async function roles(iam: IamModule, client: IAMClient): Promise<Described[]> {
    const names: string[] = [];
    for await (const page of iam.paginateListRoles({ client }, {})) {
        for (const { RoleName } of page.Roles ?? [])
            if (RoleName !== undefined) names.push(RoleName);
    }
    return Promise.all(
        names.map(async (RoleName) => {
            const { Role: role } = await client.send(new iam.GetRoleCommand({ RoleName }));
            const [inline, attached] = await Promise.all([
                inlinePolicies(iam, client, RoleName),
                client.send(new iam.ListAttachedRolePoliciesCommand({ RoleName })),
            ]);
            // When and where a role was last used is no part of what it is.
            const content = { ...role, RoleLastUsed: undefined };
            return {
                arn: role?.Arn ?? RoleName,
                content: { content, inline, attached: attached.AttachedPolicies },
            };
        }),
    );
}

async function inlinePolicies(iam: IamModule, client: IAMClient, role: string): Promise<unknown> {
    const { PolicyNames: names = [] } = await client.send(
        new iam.ListRolePoliciesCommand({ RoleName: role }),
    );
    return Promise.all(
        names.map(async (PolicyName) => {
            const got = await client.send(
                new iam.GetRolePolicyCommand({ RoleName: role, PolicyName }),
            );
            return [PolicyName, got.PolicyDocument];
        }),
    );
}

async function policies(iam: IamModule, client: IAMClient): Promise<Described[]> {
    const arns: string[] = [];
    for await (const page of iam.paginateListPolicies({ client }, { Scope: "Local" })) {
        for (const { Arn } of page.Policies ?? []) if (Arn !== undefined) arns.push(Arn);
    }
    return Promise.all(
        arns.map(async (arn) => {
            const { Policy: policy } = await client.send(
                new iam.GetPolicyCommand({ PolicyArn: arn }),
            );
            const { PolicyVersion: version } = await client.send(
                new iam.GetPolicyVersionCommand({
                    PolicyArn: arn,
                    VersionId: policy?.DefaultVersionId,
                }),
            );
            return { arn, content: { policy, document: version?.Document } };
        }),
    );
}

async function providers(iam: IamModule, client: IAMClient): Promise<Described[]> {
    const { OpenIDConnectProviderList: list = [] } = await client.send(
        new iam.ListOpenIDConnectProvidersCommand({}),
    );
    return Promise.all(
        list.map(async ({ Arn: arn = "" }) => {
            const { Url, ClientIDList, ThumbprintList, Tags } = await client.send(
                new iam.GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }),
            );
            return { arn, content: { Url, ClientIDList, ThumbprintList, Tags } };
        }),
    );
}
