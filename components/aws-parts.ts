// The children of a TempoStsStack in AWS, one function each.
import * as pulumi from "@pulumi/pulumi";

import { TraceReplica } from "./aws/replica.ts";
import { TraceBucket } from "./aws/trace-bucket.ts";
import { TraceKey } from "./aws/trace-key.ts";
import { WorkloadIdentity } from "./aws/workload-identity.ts";
import { keySource } from "./pure/encryption.ts";
import { serviceAccountNames } from "./pure/service-accounts.ts";
import type { Plan } from "./stack-plan.ts";
import type { TempoStsStackArgs } from "./tempo-sts-stack-args.ts";

/** The key that encrypts the bucket, where it is to be one of the stack's own. */
export function createKey(plan: Plan): TraceKey | undefined {
    const { parent, args, names, ownership: owned } = plan;
    const { bucketName, region, profile, retainOnDelete, encryption } = args;
    if (keySource({ ...encryption, kmsKeyArn: args.kmsKeyArn }) !== "stack") {
        return undefined;
    }
    const { alias, deletionWindowDays, rotationDays } = encryption.key ?? {};
    return new TraceKey(
        names.key,
        {
            // An alias may hold no dots.
            alias: alias ?? bucketName.apply((plain) => plain.replaceAll(".", "-")),
            region,
            deletionWindowDays,
            rotationDays,
            profile,
            retainOnDelete,
            tags: owned.tags,
        },
        { parent },
    );
}

/** The bucket and what keeps it private. */
export function createBucket(plan: Plan, key: TraceKey | undefined): TraceBucket {
    const { parent, args, names, ownership: owned, partition } = plan;
    const { bucketName, region, profile, retainOnDelete, encryption } = args;
    return new TraceBucket(
        names.bucket,
        {
            bucketName,
            region,
            partition,
            profile,
            retainOnDelete,
            kmsKeyArn: key?.keyArn ?? args.kmsKeyArn,
            denyOtherEncryption: encryption.denyOtherEncryption,
            features: args.bucket,
            tags: owned.tags,
        },
        { parent },
    );
}

/** The copy in another Region, where there is to be one. */
export function createReplica(plan: Plan, bucket: TraceBucket): TraceReplica | undefined {
    const { parent, args, names, ownership: owned, partition } = plan;
    const { replication, versioning, namespace, onlyFrom, minimumTls } = args.bucket;
    const { region, profile, retainOnDelete, encryption, permissionsBoundary } = args;
    if (replication === undefined) {
        return undefined;
    }
    return new TraceReplica(
        names.replica,
        {
            source: bucket,
            sourceRegion: region,
            sourceKeyArn: bucket.kmsKeyArn,
            ...{ partition, replication, profile, retainOnDelete, permissionsBoundary },
            // An endpoint is of one Region: those that lead to the bucket do not lead to its copy.
            features: {
                ...{ versioning, namespace, minimumTls },
                onlyFrom: onlyFrom && { ...onlyFrom, vpcEndpoints: [] },
            },
            denyOtherEncryption: encryption.denyOtherEncryption,
            path: args.rolePath,
            tags: owned.tags,
        },
        { parent },
    );
}

/** What the role may do with the key of the stack, said by the key too: after the role, which KMS wants to exist. */
export function createKeyPolicy(
    { args, partition }: Plan,
    key: TraceKey | undefined,
    bucket: TraceBucket,
    identity: WorkloadIdentity,
    replica: TraceReplica | undefined,
): pulumi.Resource | undefined {
    return key?.allow({
        partition,
        bucketName: bucket.bucketName,
        roleArn: identity.roleArn,
        replicationRoleArn: replica?.roleArn,
        administrators: args.encryption.key?.administrators,
    });
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
            kmsKeyArn: bucket.kmsKeyArn,
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
