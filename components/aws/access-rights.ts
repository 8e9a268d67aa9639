// What the role may do: written into it, or as a policy of its own that is attached to it.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { traceAccessPolicy } from "../pure/policies/trace-access.ts";
import type { PolicyKind } from "../tempo-sts-stack-args.ts";

/** The rights, and where they are kept. */
export interface AccessArgs {
    readonly roleName: pulumi.Input<string>;
    readonly namespace: pulumi.Input<string>;
    readonly bucketArn: pulumi.Input<string>;
    readonly prefix?: pulumi.Input<string> | undefined;
    readonly kmsKeyArn?: pulumi.Input<string> | undefined;
    readonly policyKind?: PolicyKind | undefined;
    readonly path?: pulumi.Input<string> | undefined;
    readonly retainOnDelete?: boolean | undefined;
    readonly tags?: pulumi.Input<Record<string, string>> | undefined;
}

/** Gives the role its rights. A role that stays when its stack goes keeps them: without, it would be of no use. */
export function createAccess(
    name: string,
    args: AccessArgs,
    role: aws.iam.Role,
    parent: pulumi.Resource,
): void {
    if (args.policyKind === "managed") {
        attachPolicy(name, args, role, parent);
        return;
    }
    new aws.iam.RolePolicy(
        `${name}-access`,
        { role: role.name, name: "trace-access", policy: document(args) },
        { parent, retainOnDelete: args.retainOnDelete ?? false },
    );
}

function attachPolicy(
    name: string,
    args: AccessArgs,
    role: aws.iam.Role,
    parent: pulumi.Resource,
): void {
    const { retainOnDelete = false, tags } = args;
    const policy = new aws.iam.Policy(
        `${name}-policy`,
        {
            name: args.roleName,
            description: pulumi.interpolate`What may be done in the trace bucket by Grafana Tempo in the Kubernetes namespace ${args.namespace}`,
            policy: document(args),
            path: args.path ?? "/",
            ...(tags === undefined ? {} : { tags }),
        },
        { parent, deleteBeforeReplace: true, retainOnDelete },
    );
    new aws.iam.RolePolicyAttachment(
        `${name}-attachment`,
        { role: role.name, policyArn: policy.arn },
        { parent, retainOnDelete },
    );
}

function document({ bucketArn, prefix, kmsKeyArn }: AccessArgs): pulumi.Output<string> {
    return pulumi
        .all([bucketArn, prefix, kmsKeyArn])
        .apply(([bucket, part, key]) =>
            JSON.stringify(traceAccessPolicy({ bucketArn: bucket, prefix: part, kmsKeyArn: key })),
        );
}
