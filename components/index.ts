// The public surface of tempo-sts: what other Pulumi programs import.
export { ArgsError } from "./args-error.ts";
export { AdoptedBucketError } from "./aws/adopted-bucket.ts";
export { OidcProviderError } from "./aws/oidc-provider.ts";
export { TraceReplica, type TraceReplicaArgs } from "./aws/replica.ts";
export { TraceBucket, type TraceBucketArgs } from "./aws/trace-bucket.ts";
export { TraceKey, type TraceKeyArgs, type TraceKeyUse } from "./aws/trace-key.ts";
export type { TrustedClusterArgs } from "./aws/trusted-issuers.ts";
export { WorkloadIdentity, type WorkloadIdentityArgs } from "./aws/workload-identity.ts";
export { ClusterIssuerError } from "./kubernetes/cluster-authentication.ts";
export { ReadinessGate, type ReadinessGateArgs } from "./kubernetes/readiness-gate.ts";
export { StorageSecret, type StorageSecretArgs } from "./kubernetes/storage-secret.ts";
export { TempoStack, type TempoStackArgs } from "./kubernetes/tempo-stack.ts";
export { TraceCheck, type TraceCheckArgs } from "./kubernetes/trace-check.ts";
export { accountRegionalName, type AccountRegion } from "./pure/names/account-regional.ts";
export { bucketArn, objectArn, oidcProviderArn, policyArn, roleArn } from "./pure/names/arn.ts";
export type { SigningKey, SigningKeys } from "./pure/discovery-documents.ts";
export { issuerUrl, providerPath, STS_AUDIENCE } from "./pure/issuer.ts";
export { LIFETIME_TAGS, timeTag, type Lifetime } from "./pure/lifetime/lifetime.ts";
export { partitionOfRegion, type Partition } from "./pure/partition.ts";
export { tracingName } from "./pure/names/physical-names.ts";
export { bucketPolicy, type BucketPolicyArgs } from "./pure/policies/bucket.ts";
export { keyPolicy, type KeyPolicyArgs } from "./pure/policies/key.ts";
export {
    replicationPolicy,
    replicationTrust,
    type ReplicationPolicyArgs,
} from "./pure/policies/replication.ts";
export type { PolicyDocument, Statement } from "./pure/policies/statement.ts";
export { traceAccessPolicy, type TraceAccessPolicyArgs } from "./pure/policies/trace-access.ts";
export { trustPolicy, type TrustedIssuer, type TrustPolicyArgs } from "./pure/policies/trust.ts";
export { formatProblems, type Problem } from "./pure/problems.ts";
export {
    serviceAccountNames,
    serviceAccountSubject,
    type IngressType,
    type JaegerQueryShape,
    type TempoShape,
} from "./pure/service-accounts.ts";
export { OWNERSHIP_TAGS } from "./pure/lifetime/tags.ts";
export type {
    Gates,
    JaegerQueryOptions,
    PolicyKind,
    Profile,
    ResourceLimits,
    TempoStsStackArgs,
    TraceCheckOptions,
} from "./tempo-sts-stack-args.ts";
export { TempoStsStack } from "./tempo-sts-stack.ts";
