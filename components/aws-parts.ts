// The children of a TempoStsStack in AWS, one function each.
import { TraceBucket } from "./aws/trace-bucket.ts";
import { WorkloadIdentity } from "./aws/workload-identity.ts";
import type { Plan } from "./stack-plan.ts";

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

/** The role, who may take it and what it may do. */
export function createIdentity(
    plan: Plan,
    bucket: TraceBucket,
    listOidcProviders: (() => Promise<string[]>) | undefined,
): WorkloadIdentity {
    const { parent, args, names, ownership: owned, partition, issuer, serviceAccounts } = plan;
    return new WorkloadIdentity(
        names.identity,
        {
            roleName: args.roleName,
            partition,
            issuer,
            namespace: args.namespace,
            serviceAccounts,
            bucketArn: bucket.bucketArn,
            kmsKeyArn: args.kmsKeyArn,
            policyKind: args.policyKind,
            permissionsBoundary: args.permissionsBoundary,
            path: args.rolePath,
            maxSessionSeconds: args.maxSessionSeconds,
            profile: args.profile,
            retainOnDelete: args.retainOnDelete,
            tags: owned.tags,
            listOidcProviders,
        },
        { parent },
    );
}
