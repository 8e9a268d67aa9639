// The cluster's IAM OIDC provider: looked up, never owned, for it belongs to the cluster.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { oidcProviderArn } from "../pure/names/arn.ts";
import { STS_AUDIENCE } from "../pure/issuer.ts";
import type { Partition } from "../pure/partition.ts";
import { UserError } from "../user-error.ts";
import { invokeFailure } from "./invoke-failure.ts";

/** Which provider is wanted. */
export interface OidcProviderQuery {
    readonly partition: pulumi.Input<Partition>;
    /** The cluster's issuer URL. */
    readonly issuer: pulumi.Input<string>;
    /** The role's account, in which the provider has to be. @default - the caller's */
    readonly accountId?: pulumi.Input<string> | undefined;
    /** Lists the ARNs of what exists, for the error about what does not. @default - the error names only the expected ARN */
    readonly listOidcProviders?: (() => Promise<readonly string[]>) | undefined;
}

/** The IAM OIDC provider that the role needs is not there, or takes no tokens made for STS. No stack trace is shown. */
export class OidcProviderError extends UserError {
    override readonly name = "OidcProviderError";
}

/**
 * The ARN of the IAM OIDC provider of an issuer, once it is known to exist and to take tokens made for STS.
 *
 * @throws OidcProviderError (through the Output) when it does not
 */
export function lookUpOidcProvider(
    query: OidcProviderQuery,
    parent: pulumi.Resource,
): pulumi.Output<string> {
    const accountId = query.accountId ?? aws.getCallerIdentityOutput({}, { parent }).accountId;
    return pulumi
        .all([query.partition, accountId, query.issuer])
        .apply(async ([partition, account, issuer]) => {
            const arn = oidcProviderArn({ partition, accountId: account, issuer });
            const { clientIdLists } = await read(arn, parent).catch(async (error: unknown) => {
                const problem = await absence(arn, issuer, query.listOidcProviders, error);
                throw new OidcProviderError(problem, { cause: error });
            });
            // Mocks of other people's programs often leave the list out; AWS never does.
            if (Array.isArray(clientIdLists) && !clientIdLists.includes(STS_AUDIENCE)) {
                throw new OidcProviderError(wrongAudience(arn, clientIdLists));
            }
            return arn;
        });
}

async function read(
    arn: string,
    parent: pulumi.Resource,
): Promise<aws.iam.GetOpenIdConnectProviderResult> {
    return aws.iam.getOpenIdConnectProvider({ arn }, { parent });
}

async function absence(
    arn: string,
    issuer: string,
    list: OidcProviderQuery["listOidcProviders"],
    error: unknown,
): Promise<string> {
    return [
        `Expected the IAM OIDC provider ${arn} for the cluster's issuer ${issuer}, but it could not be read: ${invokeFailure(error)}.`,
        ...(list === undefined ? [] : [await whatExists(list)]),
        "Make it once per cluster, not per stack (on OpenShift: `ccoctl aws create-identity-provider`), or set `issuer` to the " +
            "one that the cluster's tokens carry, or use the account in which the provider is.",
    ].join("\n");
}

async function whatExists(list: () => Promise<readonly string[]>): Promise<string> {
    try {
        const arns = await list();
        return arns.length === 0
            ? "This account has no IAM OIDC provider."
            : `This account has: ${[...arns].sort().join(", ")}.`;
    } catch (error) {
        return `What this account has could not be listed: ${invokeFailure(error)}.`;
    }
}

function wrongAudience(arn: string, clientIds: readonly string[]): string {
    const found = clientIds.length === 0 ? "none" : clientIds.join(", ");
    return [
        `Expected the IAM OIDC provider ${arn} to have the client id ${STS_AUDIENCE}, but it has ${found}: STS would refuse every token of Tempo.`,
        `Add it: aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${STS_AUDIENCE}`,
    ].join("\n");
}
