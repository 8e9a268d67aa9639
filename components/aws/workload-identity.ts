// The role that Tempo's pods take by web identity: who may take it, and what it may do.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { refuseProblems } from "../args-error.ts";
import { comesAfter } from "../child-options.ts";
import type { SettledGroups } from "../option-groups.ts";
import type { SigningKeys } from "../pure/discovery-documents.ts";
import type { Partition } from "../pure/partition.ts";
import { trustPolicy, trustPolicyProblems, type TrustedIssuer } from "../pure/policies/trust.ts";
import type { PolicyKind, Profile } from "../tempo-sts-stack-args.ts";
import { createAccess } from "./access-rights.ts";
import { adoptRole } from "./adopted-role.ts";
import type { OidcProviderQuery } from "./oidc-provider.ts";
import { trustedIssuers, type TrustedClusterArgs } from "./trusted-issuers.ts";

/** The arguments of a WorkloadIdentity. */
export interface WorkloadIdentityArgs {
    /** The name of the role, and of its managed policy. */
    readonly roleName: pulumi.Input<string>;
    /** The partition of the account. */
    readonly partition: pulumi.Input<Partition>;
    /** The cluster's issuer URL; its IAM OIDC provider must exist, unless `oidcProvider.mode` is `create`. */
    readonly issuer: pulumi.Input<string>;
    /** The namespace of the service accounts. */
    readonly namespace: pulumi.Input<string>;
    /** The service accounts that may take the role, and no others. */
    readonly serviceAccounts: pulumi.Input<readonly string[]>;
    /** The ARN of the bucket that the role may use. */
    readonly bucketArn: pulumi.Input<string>;
    /** The part of the bucket that it may use, without slashes at its ends. @default - the whole bucket */
    readonly prefix?: pulumi.Input<string> | undefined;
    /** The ARN of the key that encrypts the bucket. @default - none, and no right to any */
    readonly kmsKeyArn?: pulumi.Input<string> | undefined;
    /** Whether the rights are written into the role or attached as a policy of their own. @default "inline" */
    readonly policyKind?: PolicyKind | undefined;
    /** The ARN of the policy that bounds the role. @default - none */
    readonly permissionsBoundary?: pulumi.Input<string> | undefined;
    /** The IAM path of role and policy. @default "/" */
    readonly path?: pulumi.Input<string> | undefined;
    /** The longest session, in seconds. @default 3600 */
    readonly maxSessionSeconds?: pulumi.Input<number> | undefined;
    /** What IAM shows beside the role. @default - whose it is */
    readonly description?: pulumi.Input<string> | undefined;
    /** Whether the role is somebody else's: only looked at; what it does not trust is said in a warning. @default false */
    readonly adopt?: boolean | undefined;
    /** Other clusters that may take the role. @default - none */
    readonly clusters?: readonly TrustedClusterArgs[] | undefined;
    /** Further subjects of this cluster, with * or ?. Said in a warning. @default - none */
    readonly patterns?: readonly pulumi.Input<string>[] | undefined;
    /** The IAM OIDC provider, looked up or made, and issuers that are going. @default - looked up */
    readonly oidcProvider?: SettledGroups["oidcProvider"] | undefined;
    /** The public keys of the cluster; needed where `oidcProvider.discovery` is enabled. @default - none */
    readonly signingKeys?: pulumi.Input<SigningKeys> | undefined;
    /** `production` protects the role and a provider that is made. @default "production" */
    readonly profile?: Profile | undefined;
    /** Whether destroy lets go of the role and its policies instead of deleting them. @default false */
    readonly retainOnDelete?: boolean | undefined;
    /** Tags of role, policy and provider. @default - none */
    readonly tags?: pulumi.Input<Record<string, string>> | undefined;
    /** Lists the ARNs of the account's IAM OIDC providers, for the error about a missing one. @default - none */
    readonly listOidcProviders?: OidcProviderQuery["listOidcProviders"];
}

/**
 * A role that exactly the given service accounts may take, with a token made for STS, and that may do exactly what Tempo does
 * in exactly one bucket, or in its part of one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export class WorkloadIdentity extends pulumi.ComponentResource {
    /** The ARN of the role. */
    readonly roleArn: pulumi.Output<string>;
    /** The name of the role. */
    readonly roleName: pulumi.Output<string>;
    /** The ARN of the cluster's IAM OIDC provider. */
    readonly providerArn: pulumi.Output<string>;
    /** Every issuer that the role trusts, and whom of those that it vouches for. */
    readonly trusted: pulumi.Output<readonly TrustedIssuer[]>;
    /** The role itself, for what this component does not foresee; undefined where it is somebody else's. */
    readonly role: aws.iam.Role | undefined;

    constructor(name: string, args: WorkloadIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
        super("tempo-sts:aws:WorkloadIdentity", name, {}, opts);
        const { providerArn, issuers, providers } = trustedIssuers(name, args, this);
        this.providerArn = providerArn;
        this.trusted = issuers;
        this.warnOfPatterns(args.patterns ?? []);
        if (args.adopt === true) {
            const adopted = adoptRole(args.roleName, issuers, this);
            this.roleArn = adopted.roleArn;
            this.roleName = adopted.roleName;
            this.role = undefined;
        } else {
            this.role = this.createRole(name, args, issuers, { opts, providers });
            this.roleArn = this.role.arn;
            this.roleName = this.role.name;
            createAccess(name, args, this.role, this);
        }
        this.registerOutputs({ roleArn: this.roleArn, providerArn: this.providerArn });
    }

    private createRole(
        name: string,
        args: WorkloadIdentityArgs,
        issuers: pulumi.Output<TrustedIssuer[]>,
        after: RoleComesAfter,
    ): aws.iam.Role {
        const { roleName, maxSessionSeconds = 3600, profile = "production", tags } = args;
        return new aws.iam.Role(
            `${name}-role`,
            {
                name: roleName,
                description:
                    args.description ??
                    pulumi.interpolate`Taken by web identity by Grafana Tempo in the Kubernetes namespace ${args.namespace}`,
                assumeRolePolicy: issuers.apply((each) => trustDocument(name, each)),
                maxSessionDuration: maxSessionSeconds,
                forceDetachPolicies: true,
                path: args.path ?? "/",
                ...(tags === undefined ? {} : { tags }),
                ...(args.permissionsBoundary === undefined
                    ? {}
                    : { permissionsBoundary: args.permissionsBoundary }),
            },
            // The name is ours: with another path, a second role of that name could not be made beside the first.
            {
                parent: this,
                protect: profile === "production",
                retainOnDelete: args.retainOnDelete ?? false,
                deleteBeforeReplace: true,
                ...dependencies(after),
            },
        );
    }

    private warnOfPatterns(patterns: readonly pulumi.Input<string>[]): void {
        if (patterns.length > 0) {
            pulumi.all([...patterns]).apply((plain) => {
                void pulumi.log.warn(patternWarning(plain), this);
            });
        }
    }
}

/** What has to be there before the role. */
interface RoleComesAfter {
    readonly opts: pulumi.ComponentResourceOptions | undefined;
    readonly providers: readonly pulumi.Resource[];
}

function dependencies({
    opts,
    providers,
}: RoleComesAfter): Pick<pulumi.CustomResourceOptions, "dependsOn"> {
    const { dependsOn } = comesAfter(opts);
    if (providers.length === 0) {
        return dependsOn === undefined ? {} : { dependsOn };
    }
    return {
        dependsOn: pulumi.output(dependsOn ?? []).apply((given) => [given, providers].flat()),
    };
}

function trustDocument(name: string, issuers: readonly TrustedIssuer[]): string {
    const [own, ...others] = issuers;
    if (own === undefined) {
        throw new RangeError("Expected at least the cluster's own issuer.");
    }
    const trust = { ...own, others };
    refuseProblems(`WorkloadIdentity "${name}"`, trustPolicyProblems(trust, "serviceAccounts"));
    return JSON.stringify(trustPolicy(trust));
}

function patternWarning(patterns: readonly string[]): string {
    return (
        `The role trusts every service account whose name matches ${patterns.join(" or ")}: whoever may create one of them in this ` +
        "cluster reads and writes the traces. Name the service accounts where you can (`trust.match: exact`)."
    );
}
