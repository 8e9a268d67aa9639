// An IAM OIDC provider that the stack makes: for clusters that nobody else made one for.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { ArgsError } from "../args-error.ts";
import type { SettledGroups } from "../option-groups.ts";
import { oidcProviderArn } from "../pure/names/arn.ts";
import { discoveryBucket, type SigningKeys } from "../pure/discovery-documents.ts";
import { STS_AUDIENCE } from "../pure/issuer.ts";
import type { Partition } from "../pure/partition.ts";
import { shortHash } from "../pure/names/physical-names.ts";
import { describeValue, type Problem } from "../pure/problems.ts";
import type { Profile } from "../tempo-sts-stack-args.ts";
import { IssuerDiscovery } from "./issuer-discovery.ts";

/** The audiences that the credential operator's tool registers too: OpenShift's own components use the first. */
export const DEFAULT_CLIENT_IDS = ["openshift", STS_AUDIENCE] as const;

/** What a provider is made of. */
export interface OwnedProviderArgs extends Pick<
    SettledGroups["oidcProvider"],
    "clientIds" | "thumbprints" | "discovery"
> {
    readonly issuer: pulumi.Input<string>;
    readonly accountId: pulumi.Input<string>;
    readonly partition: pulumi.Input<Partition>;
    /** Whether it is an issuer that is going: its documents stay where a bucket of ours holds them. */
    readonly isPrevious: boolean;
    readonly signingKeys?: pulumi.Input<SigningKeys> | undefined;
    readonly profile?: Profile | undefined;
    readonly retainOnDelete?: boolean | undefined;
    readonly tags?: pulumi.Input<Record<string, string>> | undefined;
}

/** A provider, with its ARN as a preview can tell it. */
export interface OwnedProvider {
    readonly arn: pulumi.Output<string>;
    readonly provider: aws.iam.OpenIdConnectProvider;
}

/**
 * Makes the provider, and where wanted what it reads: its issuer's documents. It is called by its issuer, so that a new issuer
 * gets a provider beside the old one and not in its place.
 *
 * @throws ArgsError when the issuer is not known from the beginning, or cannot be hosted as wanted
 */
export function ownedProvider(
    name: string,
    args: OwnedProviderArgs,
    parent: pulumi.Resource,
): OwnedProvider {
    const { issuer, partition, accountId, thumbprints, tags, profile = "production" } = args;
    if (typeof issuer !== "string") {
        throw refusal(name, comesLater());
    }
    const mark = shortHash(issuer);
    const discovery = hostDocuments(name, issuer, args, parent);
    const provider = new aws.iam.OpenIdConnectProvider(
        `${name}-provider-${mark}`,
        {
            url: issuer,
            clientIdLists: [...(args.clientIds ?? DEFAULT_CLIENT_IDS)],
            ...(thumbprints.length === 0 ? {} : { thumbprintLists: [...thumbprints] }),
            ...(tags === undefined ? {} : { tags }),
        },
        {
            parent,
            protect: profile === "production",
            retainOnDelete: args.retainOnDelete ?? false,
            ...(discovery === undefined ? {} : { dependsOn: [discovery] }),
        },
    );
    // From the issuer, not from the resource: where the provider was only looked up before, the role's trust does not change.
    const arn = pulumi
        .all([partition, accountId])
        .apply(([part, account]) =>
            oidcProviderArn({ partition: part, accountId: account, issuer }),
        );
    return { arn, provider };
}

function hostDocuments(
    name: string,
    issuer: string,
    args: OwnedProviderArgs,
    parent: pulumi.Resource,
): IssuerDiscovery | undefined {
    const { discovery, signingKeys, isPrevious, profile = "production" } = args;
    const bucket = discoveryBucket(issuer);
    if (!discovery.enabled || (isPrevious && bucket === undefined)) {
        return undefined;
    }
    if (bucket === undefined) {
        throw refusal(name, notABucket(issuer));
    }
    if (signingKeys === undefined) {
        throw refusal(name, noKeys());
    }
    return new IssuerDiscovery(
        `${name}-discovery-${shortHash(issuer)}`,
        {
            issuer,
            ...bucket,
            signingKeys,
            retainOnDelete: args.retainOnDelete,
            tags: args.tags,
        },
        { parent, protect: profile === "production" },
    );
}

function refusal(name: string, problem: Problem): ArgsError {
    return new ArgsError(`WorkloadIdentity "${name}"`, [problem]);
}

function comesLater(): Problem {
    return {
        path: "issuer",
        expected: "the issuer as plain text, where `oidcProvider.mode` is create",
        found: "one that is known only later",
        remedy: "Set `issuer` (and `oidcProvider.previousIssuers[].issuer`) to what the cluster's tokens carry in `iss`",
    };
}

function notABucket(issuer: string): Problem {
    return {
        path: "issuer",
        expected:
            "https://<bucket>.s3.<region>.amazonaws.com, where `oidcProvider.discovery` is enabled",
        found: describeValue(issuer),
        remedy: "Make the cluster's issuer the URL of the bucket, or switch the discovery off: whoever serves this issuer serves its documents",
    };
}

function noKeys(): Problem {
    return {
        path: "signingKeys",
        expected: "the cluster's public keys, where `oidcProvider.discovery` is enabled",
        found: "nothing",
        remedy: "Give what the cluster's /openid/v1/jwks answers",
    };
}
