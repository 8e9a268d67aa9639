// The role, and the IAM OIDC provider that stands for the cluster's issuer in the role's account.
import { oidcProviderArn, parseArn } from "../../components/pure/names/arn.ts";
import { PARTITIONS } from "../../components/pure/partition.ts";
import { iamClient } from "../../stacks/aws/clients.ts";
import { listOidcProviders } from "../../stacks/aws/oidc-providers.ts";
import type { Facts } from "../facts.ts";
import { documentFrom } from "../../components/pure/policy-reading/policy-document.ts";
import type { ProviderFact, RoleFact } from "./aws.ts";
import { asking, callOptions, ifThere } from "./connection.ts";
import { Unreadable } from "./unreadable.ts";

/** The role's account decides: that is where STS looks for the provider. */
export async function readProviderArn(facts: Facts): Promise<string> {
    const { issuer } = await facts.need("issuer");
    const { roleArn } = await facts.need("storage");
    const arn = parseArn(roleArn);
    const partition = PARTITIONS.find((each) => each.partition === arn?.partition)?.partition;
    if (arn === undefined || partition === undefined) {
        throw new Unreadable("the role's ARN is not well-formed");
    }
    return oidcProviderArn({ partition, accountId: arn.accountId, issuer });
}

/** That provider. */
export async function readProvider(facts: Facts): Promise<ProviderFact | undefined> {
    const arn = await facts.need("providerArn");
    await refuseOtherAccount(facts, arn);
    const { GetOpenIDConnectProviderCommand } = await import("@aws-sdk/client-iam");
    const answer = await asking(iamClient(await facts.need("connection")), async (client) =>
        ifThere(async () =>
            client.send(
                new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }),
                callOptions(facts),
            ),
        ),
    );
    return answer === undefined
        ? undefined
        : {
              arn,
              url: answer.Url ?? "",
              audiences: answer.ClientIDList ?? [],
              thumbprints: answer.ThumbprintList ?? [],
          };
}

/** All of the account's, for the message that says which there are. */
export async function readProviders(facts: Facts): Promise<readonly string[]> {
    return listOidcProviders(await facts.need("connection"));
}

/** The role that the pods take. */
export async function readRole(facts: Facts): Promise<RoleFact | undefined> {
    const { roleArn } = await facts.need("storage");
    const name = roleArn.slice(roleArn.lastIndexOf("/") + 1);
    await refuseOtherAccount(facts, roleArn);
    const { GetRoleCommand } = await import("@aws-sdk/client-iam");
    const answer = await asking(iamClient(await facts.need("connection")), async (client) =>
        ifThere(async () =>
            client.send(new GetRoleCommand({ RoleName: name }), callOptions(facts)),
        ),
    );
    const role = answer?.Role;
    if (answer !== undefined && role === undefined) {
        throw new Unreadable(`IAM answered for role ${name} without a role`);
    }
    return role === undefined
        ? undefined
        : {
              arn: role.Arn ?? "",
              name,
              id: role.RoleId ?? "",
              trust: documentFrom(role.AssumeRolePolicyDocument ?? ""),
              boundaryArn: role.PermissionsBoundary?.PermissionsBoundaryArn,
          };
}

// IAM takes a name and looks in the caller's own account: there it may find another role of that name, or none.
async function refuseOtherAccount(facts: Facts, arn: string): Promise<void> {
    const caller = await facts.get("caller");
    const accountId = parseArn(arn)?.accountId;
    if (caller.known && accountId !== undefined && caller.value.accountId !== accountId) {
        throw new Unreadable(
            `it is in account ${accountId} and the credentials here are of account ${caller.value.accountId}`,
        );
    }
}
