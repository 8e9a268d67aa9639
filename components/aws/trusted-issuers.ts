// Every issuer that the role trusts: the cluster's own, those of it that are going, and those of other clusters.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { SettledGroups } from "../option-groups.ts";
import type { SigningKeys } from "../pure/discovery-documents.ts";
import type { Partition } from "../pure/partition.ts";
import type { TrustedIssuer } from "../pure/policies/trust.ts";
import { serviceAccountSubject } from "../pure/service-accounts.ts";
import type { Profile } from "../tempo-sts-stack-args.ts";
import { lookUpOidcProvider, type OidcProviderQuery } from "./oidc-provider.ts";
import { ownedProvider } from "./owned-provider.ts";

/** Another cluster that may take the role. */
export interface TrustedClusterArgs {
    /** Its issuer URL; its IAM OIDC provider must be in the role's account. */
    readonly issuer: pulumi.Input<string>;
    /** The namespace of its service accounts. */
    readonly namespace: pulumi.Input<string>;
    /** Its service accounts that may take the role. */
    readonly serviceAccounts: pulumi.Input<readonly string[]>;
}

/** What decides on the trusted issuers. */
export interface TrustedIssuersArgs {
    readonly partition: pulumi.Input<Partition>;
    readonly issuer: pulumi.Input<string>;
    readonly namespace: pulumi.Input<string>;
    readonly serviceAccounts: pulumi.Input<readonly string[]>;
    readonly clusters?: readonly TrustedClusterArgs[] | undefined;
    readonly patterns?: readonly pulumi.Input<string>[] | undefined;
    readonly oidcProvider?: SettledGroups["oidcProvider"] | undefined;
    readonly signingKeys?: pulumi.Input<SigningKeys> | undefined;
    readonly profile?: Profile | undefined;
    readonly retainOnDelete?: boolean | undefined;
    readonly tags?: pulumi.Input<Record<string, string>> | undefined;
    readonly listOidcProviders?: OidcProviderQuery["listOidcProviders"];
}

/** The issuers, the cluster's own first. */
export interface TrustedIssuers {
    /** The ARN of the provider of the cluster's own issuer. */
    readonly providerArn: pulumi.Output<string>;
    readonly issuers: pulumi.Output<TrustedIssuer[]>;
    /** The providers that were made here, for what has to come after them. */
    readonly providers: readonly pulumi.Resource[];
}

/** Looks up or makes the providers of all trusted issuers. */
export function trustedIssuers(
    name: string,
    args: TrustedIssuersArgs,
    parent: pulumi.Resource,
): TrustedIssuers {
    const { clusters = [], oidcProvider } = args;
    const { accountId } = aws.getCallerIdentityOutput({}, { parent });
    const find = (issuer: pulumi.Input<string>): FoundProvider => ({
        arn: lookUpOidcProvider({ ...args, issuer, accountId }, parent),
    });
    const make = (issuer: pulumi.Input<string>, isPrevious: boolean): FoundProvider =>
        oidcProvider?.mode === "create"
            ? ownedProvider(
                  name,
                  { ...args, ...oidcProvider, issuer, accountId, isPrevious },
                  parent,
              )
            : find(issuer);
    const own = make(args.issuer, false);
    const previous = (oidcProvider?.previousIssuers ?? []).map(({ issuer }) => ({
        issuer,
        ...make(issuer, true),
    }));
    return {
        providerArn: own.arn,
        issuers: pulumi.all([
            trusted(args, own.arn),
            ...previous.map(({ issuer, arn }) => trusted({ ...args, issuer }, arn)),
            ...clusters.map((each) => trusted(each, find(each.issuer).arn)),
        ]),
        providers: [own, ...previous].flatMap(({ provider }) => provider ?? []),
    };
}

interface FoundProvider {
    readonly arn: pulumi.Output<string>;
    /** Where it was made here. */
    readonly provider?: pulumi.Resource;
}

function trusted(
    of: TrustedClusterArgs & Pick<TrustedIssuersArgs, "patterns">,
    arn: pulumi.Output<string>,
): pulumi.Output<TrustedIssuer> {
    return pulumi
        .all([
            arn,
            of.issuer,
            of.namespace,
            of.serviceAccounts,
            pulumi.all([...(of.patterns ?? [])]),
        ])
        .apply(([providerArn, issuer, namespace, serviceAccounts, patterns]): TrustedIssuer => ({
            providerArn,
            issuer,
            subjects: serviceAccounts.map((each) => serviceAccountSubject(namespace, each)),
            patterns,
        }));
}
