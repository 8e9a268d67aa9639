// What a TempoStsStack can be told, field by field, and what it does when it is not told.
import type * as pulumi from "@pulumi/pulumi";

import type { WithInputs } from "./option-groups.ts";
import type { SigningKeys } from "./pure/discovery-documents.ts";
import type { Lifetime } from "./pure/lifetime/lifetime.ts";
import type { AuditOptions } from "./pure/options/audit.ts";
import type { BucketOptions } from "./pure/options/bucket.ts";
import type { EncryptionOptions } from "./pure/options/encryption.ts";
import type { OidcProviderOptions } from "./pure/options/oidc-provider.ts";
import type { TrustOptions } from "./pure/options/trust.ts";
import type { WatchOptions } from "./pure/options/watch.ts";
import type { IngressType } from "./pure/service-accounts.ts";

/** How long a stack is meant to live: decides what `destroy` may take with it. */
export type Profile = "ephemeral" | "production";

/** How the role gets its rights: written into it, or as a policy of its own that is attached to it. */
export type PolicyKind = "inline" | "managed";

/** What all pods of a Tempo instance together may use; the operator shares it out. */
export interface ResourceLimits {
    /** Memory, a Kubernetes quantity. @default "4Gi" */
    readonly memory?: pulumi.Input<string> | undefined;
    /** Processors, a Kubernetes quantity. @default "2000m" */
    readonly cpu?: pulumi.Input<string> | undefined;
}

/** The Jaeger UI and API beside Tempo's own. Plain values: they decide whether there is a Route to read. */
export interface JaegerQueryOptions {
    /** Whether there is one. @default true */
    readonly enabled?: boolean | undefined;
    /** How it is reached from outside the cluster; `route` needs OpenShift. @default "route" */
    readonly ingressType?: IngressType | undefined;
    /** Whether OpenShift's login stands before the Route. @default - the operator's: true */
    readonly authentication?: boolean | undefined;
}

/** The Jobs that send traces and count them. */
export interface TraceCheckOptions {
    /** Whether they run. A plain value: it decides on two resources. @default true */
    readonly enabled?: boolean | undefined;
    /** How many traces are sent, and so expected. @default 10 */
    readonly traces?: pulumi.Input<number> | undefined;
    /** An image with telemetrygen, bash, curl and jq. @default "ghcr.io/grafana/tempo-operator/test-utils:sha-0fc5ef0" */
    readonly image?: pulumi.Input<string> | undefined;
    /**
     * Tells this run's traces from those of earlier ones. A new one makes the Jobs run again; keep it and change another
     * field, and the traces of both runs are counted together.
     *
     * @default "1"
     */
    readonly runId?: pulumi.Input<string> | undefined;
    /** How long the verification polls, in seconds. A plain value: it decides on time-outs. @default 300 */
    readonly deadlineSeconds?: number | undefined;
}

/** What has to hold before the stack counts as ready: hooks that throw when it does not. */
export interface Gates {
    /**
     * Run before the gate's ConfigMap is created or updated; its `data`, in `newInputs.data`, says what to prove. A hook
     * that throws fails the deployment with its message.
     */
    readonly hooks: readonly pulumi.ResourceHook[];
}

/** The arguments of a TempoStsStack. */
export interface TempoStsStackArgs {
    /** The Kubernetes namespace of Tempo. */
    readonly namespace: pulumi.Input<string>;

    /** Whether the stack makes the namespace, and takes it away with all that is in it. @default true */
    readonly createNamespace?: boolean | undefined;

    /** The name of the TempoStack; the operator's objects are called `tempo-<name>-…`. @default "tmstack" */
    readonly tempoName?: pulumi.Input<string> | undefined;

    /**
     * Tells stacks apart that use the same namespace name on different clusters of one account; part of the names of bucket
     * and role.
     *
     * @default "cioptmstack"
     */
    readonly buildNamespace?: pulumi.Input<string> | undefined;

    /**
     * The AWS Region of the bucket, whatever the Region of the AWS Pulumi provider. Regions of aws and aws-us-gov only: with
     * web identity the operator knows no others. To move a living stack, give it another `bucketName` too.
     *
     * @default "us-east-2"
     * @see https://docs.aws.amazon.com/general/latest/gr/s3.html
     */
    readonly region?: pulumi.Input<string> | undefined;

    /**
     * `ephemeral`: destroy takes the bucket with everything in it. `production`: role and bucket, with its settings, are protected, and a bucket
     * that holds objects is never deleted.
     *
     * @default "ephemeral"
     */
    readonly profile?: Profile | undefined;

    /** The name of the bucket; what stands before account and Region in it where `bucket.namespace` adds them. @default - `tracing-{namespace}-{buildNamespace}`, cut and hashed where it would be too long */
    readonly bucketName?: pulumi.Input<string> | undefined;

    /** The name of the role (and of its managed policy). @default - made like that of the bucket */
    readonly roleName?: pulumi.Input<string> | undefined;

    /**
     * The cluster's service account issuer. Its IAM OIDC provider must exist: it belongs to the cluster, not to a stack.
     *
     * @default - `spec.serviceAccountIssuer` of OpenShift's `Authentication/cluster`
     */
    readonly issuer?: pulumi.Input<string> | undefined;

    /**
     * Lists the ARNs of the account's IAM OIDC providers, so that the error about a missing one can say what there is.
     *
     * @default - the error names only what was expected
     */
    readonly listOidcProviders?: (() => Promise<string[]>) | undefined;

    /** Whether the role's rights are written into it or attached as a policy of their own. @default "inline" */
    readonly policyKind?: PolicyKind | undefined;

    /** The ARN of the policy that bounds the role's rights. @default - none */
    readonly permissionsBoundary?: pulumi.Input<string> | undefined;

    /** The IAM path of the role and of its managed policy. @default "/" */
    readonly rolePath?: pulumi.Input<string> | undefined;

    /** The longest session of the role in seconds, 3600 to 43200. @default 3600 */
    readonly maxSessionSeconds?: pulumi.Input<number> | undefined;

    /** Whether `roleName` exists already and is somebody else's: only looked at, never changed or deleted. @default false */
    readonly adoptRole?: boolean | undefined;

    /** What IAM shows beside the role. @default - whose it is */
    readonly roleDescription?: pulumi.Input<string> | undefined;

    /** Who may take the role beside this stack's Tempo. @default - nobody */
    readonly trust?: WithInputs<TrustOptions> | undefined;

    /** The cluster's IAM OIDC provider: looked up or made; issuers that are going. @default - looked up */
    readonly oidcProvider?: WithInputs<OidcProviderOptions> | undefined;

    /**
     * The public keys of the cluster, as its `/openid/v1/jwks` answers: needed where `oidcProvider.discovery` is enabled, to be
     * published.
     *
     * @default - none
     */
    readonly issuerKeys?: pulumi.Input<SigningKeys> | undefined;

    /** How the bucket is encrypted. @default - as `kmsKeyArn` says; uploads that ask for anything else are refused */
    readonly encryption?: WithInputs<EncryptionOptions> | undefined;

    /** Versions, lifecycle, logs, copies, and who may reach the bucket. @default - none of them */
    readonly bucket?: WithInputs<BucketOptions> | undefined;

    /** CloudTrail for bucket and role. @default - none */
    readonly audit?: WithInputs<AuditOptions> | undefined;

    /** Alarms in AWS, rules and a dashboard in the cluster. @default - none */
    readonly watch?: WithInputs<WatchOptions> | undefined;

    /**
     * The ARN of the KMS key that encrypts the bucket; the role may use this key and no other. A key that others own: `encryption.key` makes one.
     *
     * @default - encryption with keys of S3 (AES256)
     */
    readonly kmsKeyArn?: pulumi.Input<string> | undefined;

    /** Tags for everything in AWS, beside those that tell ownership. @default - none */
    readonly tags?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;

    /**
     * Who asked for the stack, for what, and until when: `owner`, `branch`, `runId`, `created`, `expires`, `commit`; times as
     * `timeTag(new Date())` writes them. Plain values; they and the account's number stand in tags in AWS and in labels in the
     * cluster. In production nothing expires.
     *
     * @default - none: nothing that this stack makes is ever swept
     */
    readonly lifetime?: Lifetime | undefined;

    /**
     * Whether destroy lets go of bucket and role, with their settings and policies, instead of deleting them. They stay in the
     * account, and a new stack of the same names has to import them. In production their protection is lifted first.
     *
     * @default false
     */
    readonly retainOnDelete?: boolean | undefined;

    /** The name of the Secret through which the operator learns of bucket, Region and role. @default "aws-sts" */
    readonly secretName?: pulumi.Input<string> | undefined;

    /** The size of an ingester's volume, a Kubernetes quantity. @default "10Gi" */
    readonly storageSize?: pulumi.Input<string> | undefined;

    /** What all pods together may use: `memory` and `cpu`, Kubernetes quantities. @default - 4Gi and 2000m */
    readonly limits?: ResourceLimits | undefined;

    /** How long traces are kept, a Go duration. @default - the operator's: 48h */
    readonly retention?: pulumi.Input<string> | undefined;

    /** The Jaeger UI: `enabled`, `ingressType` (`route`, `ingress`, `none`), `authentication`. @default - enabled, on a Route */
    readonly jaegerQuery?: JaegerQueryOptions | undefined;

    /**
     * The version of the Tempo Operator on the cluster. From 0.21.0 on a changed role or bucket restarts the pods; before, a
     * person has to do it, and the stack says so.
     *
     * @default "0.22.0"
     */
    readonly operatorVersion?: pulumi.Input<string> | undefined;

    /**
     * The Jobs that send traces and count them: `enabled`, `traces`, `image`, `runId`, `deadlineSeconds`.
     *
     * @default - enabled, 10 traces, 300 seconds
     */
    readonly traceCheck?: TraceCheckOptions | undefined;

    /**
     * What has to hold before the stack counts as ready; see `tempo-sts/gates` for ready-made hooks. With gates the TempoStack is
     * only waited for until the operator has taken it up: the hooks wait for the rest.
     *
     * @default - none; the TempoStack is waited for until it is Ready and has pods
     */
    readonly gates?: Gates | undefined;
}
