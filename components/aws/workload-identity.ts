// The role that Tempo's pods take by web identity: who may take it, and what it may do.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { refuseProblems } from "../args-error.ts";
import { comesAfter } from "../child-options.ts";
import type { Partition } from "../pure/partition.ts";
import { traceAccessPolicy } from "../pure/policies/trace-access.ts";
import { trustPolicy, trustPolicyProblems } from "../pure/policies/trust.ts";
import { serviceAccountSubject } from "../pure/service-accounts.ts";
import type { PolicyKind, Profile } from "../tempo-sts-stack-args.ts";
import { lookUpOidcProvider, type OidcProviderQuery } from "./oidc-provider.ts";

/** The arguments of a WorkloadIdentity. */
export interface WorkloadIdentityArgs {
    /** The name of the role, and of its managed policy. */
    readonly roleName: pulumi.Input<string>;
    /** The partition of the account. */
    readonly partition: pulumi.Input<Partition>;
    /** The cluster's issuer URL; its IAM OIDC provider must exist. */
    readonly issuer: pulumi.Input<string>;
    /** The namespace of the service accounts. */
    readonly namespace: pulumi.Input<string>;
    /** The service accounts that may take the role, and no others. */
    readonly serviceAccounts: pulumi.Input<readonly string[]>;
    /** The ARN of the bucket that the role may use. */
    readonly bucketArn: pulumi.Input<string>;
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
    /** `production` protects the role. @default "production" */
    readonly profile?: Profile | undefined;
    /** Whether destroy lets go of the role and its policies instead of deleting them. @default false */
    readonly retainOnDelete?: boolean | undefined;
    /** Tags of role and policy. @default - none */
    readonly tags?: pulumi.Input<Record<string, string>> | undefined;
    /** Lists the ARNs of the account's IAM OIDC providers, for the error about a missing one. @default - none */
    readonly listOidcProviders?: OidcProviderQuery["listOidcProviders"];
}

/**
 * A role that exactly the given service accounts may take, with a token made for STS, and that may do exactly what Tempo does
 * in exactly one bucket.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export class WorkloadIdentity extends pulumi.ComponentResource {
    /** The ARN of the role. */
    readonly roleArn: pulumi.Output<string>;
    /** The ARN of the cluster's IAM OIDC provider. */
    readonly providerArn: pulumi.Output<string>;
    /** The role itself, for what this component does not foresee. */
    readonly role: aws.iam.Role;

    constructor(name: string, args: WorkloadIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
        super("tempo-sts:aws:WorkloadIdentity", name, {}, opts);
        this.providerArn = lookUpOidcProvider(args, this);
        this.role = this.createRole(name, args, opts);
        this.roleArn = this.role.arn;
        if (args.policyKind === "managed") {
            this.attachPolicy(name, args);
        } else {
            this.writePolicy(name, args);
        }
        this.registerOutputs({ roleArn: this.roleArn, providerArn: this.providerArn });
    }

    private createRole(
        name: string,
        args: WorkloadIdentityArgs,
        opts: pulumi.ComponentResourceOptions | undefined,
    ): aws.iam.Role {
        const { roleName, maxSessionSeconds = 3600, profile = "production" } = args;
        return new aws.iam.Role(
            `${name}-role`,
            {
                name: roleName,
                description: describe("Taken by web identity by", args),
                assumeRolePolicy: this.trustPolicy(name, args),
                maxSessionDuration: maxSessionSeconds,
                forceDetachPolicies: true,
                ...placed(args),
                ...(args.permissionsBoundary === undefined
                    ? {}
                    : { permissionsBoundary: args.permissionsBoundary }),
            },
            // The name is ours: with another path, a second role of that name could not be made beside the first.
            {
                parent: this,
                protect: profile === "production",
                ...retained(args),
                deleteBeforeReplace: true,
                ...comesAfter(opts),
            },
        );
    }

    private trustPolicy(name: string, args: WorkloadIdentityArgs): pulumi.Output<string> {
        return pulumi
            .all([this.providerArn, args.issuer, args.namespace, args.serviceAccounts])
            .apply(([providerArn, issuer, namespace, serviceAccounts]) => {
                const subjects = serviceAccounts.map((each) =>
                    serviceAccountSubject(namespace, each),
                );
                const trust = { providerArn, issuer, subjects };
                refuseProblems(
                    `WorkloadIdentity "${name}"`,
                    trustPolicyProblems(trust, "serviceAccounts"),
                );
                return JSON.stringify(trustPolicy(trust));
            });
    }

    private writePolicy(name: string, args: WorkloadIdentityArgs): void {
        new aws.iam.RolePolicy(
            `${name}-access`,
            { role: this.role.name, name: "trace-access", policy: accessPolicy(args) },
            { parent: this, ...retained(args) },
        );
    }

    private attachPolicy(name: string, args: WorkloadIdentityArgs): void {
        const policy = new aws.iam.Policy(
            `${name}-policy`,
            {
                name: args.roleName,
                description: describe("What may be done in the trace bucket by", args),
                policy: accessPolicy(args),
                ...placed(args),
            },
            { parent: this, deleteBeforeReplace: true, ...retained(args) },
        );
        new aws.iam.RolePolicyAttachment(
            `${name}-attachment`,
            { role: this.role.name, policyArn: policy.arn },
            { parent: this, ...retained(args) },
        );
    }
}

function accessPolicy({ bucketArn, kmsKeyArn }: WorkloadIdentityArgs): pulumi.Output<string> {
    return pulumi
        .all([bucketArn, kmsKeyArn])
        .apply(([bucket, key]) =>
            JSON.stringify(traceAccessPolicy({ bucketArn: bucket, kmsKeyArn: key })),
        );
}

// A role that stays without its rights would be of no use.
function retained({
    retainOnDelete = false,
}: WorkloadIdentityArgs): Pick<pulumi.CustomResourceOptions, "retainOnDelete"> {
    return { retainOnDelete };
}

function describe(purpose: string, { namespace }: WorkloadIdentityArgs): pulumi.Output<string> {
    return pulumi.interpolate`${purpose} Grafana Tempo in the Kubernetes namespace ${namespace}`;
}

function placed({ path = "/", tags }: WorkloadIdentityArgs): {
    path: pulumi.Input<string>;
    tags?: pulumi.Input<Record<string, string>>;
} {
    return { path, ...(tags === undefined ? {} : { tags }) };
}
