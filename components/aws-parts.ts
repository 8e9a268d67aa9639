// The children of a TempoStsStack in AWS, one function each.
import * as pulumi from "@pulumi/pulumi";

import { TraceBucket } from "./aws/trace-bucket.ts";
import { WorkloadIdentity } from "./aws/workload-identity.ts";
import { serviceAccountNames } from "./pure/service-accounts.ts";
import type { Plan } from "./stack-plan.ts";
import type { TempoStsStackArgs } from "./tempo-sts-stack-args.ts";

/** The bucket and what keeps it private. */
export function createBucket(plan: Plan): TraceBucket {
    const { parent, args, names, ownership: owned, partition } = plan;
    const { bucketName, region, profile, retainOnDelete, kmsKeyArn } = args;
    return new TraceBucket(
        names.bucket,
        { bucketName, region, partition, profile, retainOnDelete, kmsKeyArn, tags: owned.tags },
        { parent },
    );
}

/** The role, who may take it and what it may do; `given` are arguments that are used as they are. */
export function createIdentity(
    plan: Plan,
    bucket: TraceBucket,
    given: Pick<TempoStsStackArgs, "issuer" | "issuerKeys" | "listOidcProviders">,
): WorkloadIdentity {
    const { parent, args, names, ownership: owned, partition, serviceAccounts } = plan;
    const { trust, jaegerQuery } = args;
    return new WorkloadIdentity(
        names.identity,
        {
            roleName: args.roleName,
            partition,
            // A provider that is made is called by its issuer: an Output would hide it.
            issuer: typeof given.issuer === "string" ? given.issuer : plan.issuer,
            namespace: args.namespace,
            serviceAccounts,
            clusters: trust.clusters.map(({ issuer, namespace, tempoName }) => ({
                issuer,
                namespace: namespace ?? args.namespace,
                serviceAccounts: pulumi
                    .output(tempoName ?? args.tempoName)
                    .apply((name) => serviceAccountNames({ tempoName: name, jaegerQuery })),
            })),
            patterns: trust.patterns,
            oidcProvider: args.oidcProvider,
            signingKeys: given.issuerKeys,
            adopt: args.adoptRole,
            description: args.roleDescription,
            bucketArn: bucket.bucketArn,
            prefix: args.bucket.prefix,
            kmsKeyArn: args.kmsKeyArn,
            policyKind: args.policyKind,
            permissionsBoundary: args.permissionsBoundary,
            path: args.rolePath,
            maxSessionSeconds: args.maxSessionSeconds,
            profile: args.profile,
            retainOnDelete: args.retainOnDelete,
            tags: owned.tags,
            listOidcProviders: given.listOidcProviders,
        },
        { parent },
    );
}
