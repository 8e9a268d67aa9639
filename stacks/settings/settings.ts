// What a stack is made from, once its configuration is read, checked and completed.
import type { Lifetime } from "../../components/pure/lifetime/lifetime.ts";
import type { OptionGroups } from "../../components/pure/options/option-schemas.ts";
import type { IngressType } from "../../components/pure/service-accounts.ts";
import type { PolicyKind, Profile } from "../../components/tempo-sts-stack-args.ts";

/** Arguments of a Pulumi provider, by name, as they were configured. */
export type ProviderArguments = Readonly<Record<string, unknown>>;

/** Everything that `program` needs to know; frozen through and through. */
export interface Settings {
    /** The Kubernetes namespace of the Tempo instance. */
    readonly namespace: string;
    /** Whether the namespace belongs to this stack: made by it, and deleted with it. @default true */
    readonly createNamespace: boolean;
    /** The name of the TempoStack. @default tmstack */
    readonly tempoName: string;
    /** What tells runs in the same account apart. @default - `OPENSHIFT_BUILD_NAMESPACE`, else `cioptmstack` */
    readonly buildNamespace: string;
    /** The AWS Region of bucket and STS. @default - `aws:region`, else `us-east-2` */
    readonly region: string;
    /** `ephemeral` empties and deletes the bucket on destroy; `production` protects bucket and role. @default ephemeral */
    readonly profile: Profile;
    /** The bucket's name. @default - `tracing-<namespace>-<build namespace>` */
    readonly bucketName?: string | undefined;
    /** The role's name. @default - as the bucket's */
    readonly roleName?: string | undefined;
    /** The ARN of the KMS key that encrypts the bucket. @default - keys of S3 (AES256) */
    readonly kmsKeyArn?: string | undefined;
    /** The Secret through which the operator learns of bucket, Region and role. @default aws-sts */
    readonly secretName: string;
    /** The cluster's service account issuer. @default - read from the cluster */
    readonly issuer?: string | undefined;
    /** The size of an ingester's volume. @default 10Gi */
    readonly storageSize: string;
    /** What all pods together may use; the operator shares it out. @default - memory 4Gi, cpu 2000m */
    readonly resources: { readonly limits: ResourceLimits };
    /** How long traces are kept, such as `48h`. @default - the operator's: 48h */
    readonly retention?: string | undefined;
    /** Jaeger's UI and API. @default - enabled, behind a Route */
    readonly jaegerQuery: JaegerQuerySettings;
    /** The Jobs that send traces and find them again. @default - enabled, 10 traces */
    readonly traceCheck: TraceCheckSettings;
    /** The gate that takes a real token to STS and S3 before traces are sent. @default - enabled, 300 seconds */
    readonly handshake: HandshakeSettings;
    /** The version of the Tempo operator in the cluster. @default 0.22.0 */
    readonly operatorVersion: string;
    /** Tags on everything in AWS, beside those of ownership. @default - none */
    readonly tags: Readonly<Record<string, string>>;
    /** Who asked for the stack, for what, and until when; the command line writes it. @default - none: it is never swept */
    readonly lifetime?: Lifetime | undefined;
    /** Whether destroy lets go of bucket and role instead of deleting them. @default false */
    readonly retainOnDelete: boolean;
    /** Which cluster. @default - the current context, as kubectl finds it */
    readonly kubernetes: KubernetesSettings;
    /** How the role is made. @default - an inline policy, no boundary, path /, sessions of an hour */
    readonly identity: IdentitySettings;
    /** How the bucket is encrypted. @default - keys of S3; other uploads refused */
    readonly encryption: OptionGroups["encryption"];
    /** What the bucket does beside holding traces. @default - nothing */
    readonly bucket: OptionGroups["bucket"];
    /** Who else may take the role. @default - nobody */
    readonly trust: OptionGroups["trust"];
    /** The cluster's IAM OIDC provider. @default - looked up */
    readonly oidcProvider: OptionGroups["oidcProvider"];
    /** CloudTrail for bucket and role. @default - none */
    readonly audit: OptionGroups["audit"];
    /** Alarms, rules, a dashboard. @default - none */
    readonly watch: OptionGroups["watch"];
    /** `aws:*` configuration, for the AWS Pulumi provider; the Region is in {@link region}. @default - none */
    readonly aws: ProviderArguments;
    /** `kubernetes:*` configuration, for the Kubernetes Pulumi provider. @default - none */
    readonly kubernetesProvider: ProviderArguments;
    /** The shared credentials file. @default - `$CLUSTER_PROFILE_DIR/.awscred`, where that variable is set */
    readonly awsCredentialsFile?: string | undefined;
    /** Which `aws:*` and `kubernetes:*` keys were configured as secrets. */
    readonly secretKeys: readonly string[];
}

/** Kubernetes quantities. */
export interface ResourceLimits {
    /** @default 4Gi */
    readonly memory: string;
    /** @default 2000m */
    readonly cpu: string;
}

/** Jaeger's half of the query frontend. */
export interface JaegerQuerySettings {
    /** @default true */
    readonly enabled: boolean;
    readonly ingress: {
        /** How the UI is reached from outside. @default - `route`; `none` where Jaeger is off */
        readonly type: IngressType;
    };
    /** Whether OpenShift's login stands before the Route. @default - the operator's: true */
    readonly authentication?: boolean | undefined;
}

/** How it is proven that traces come through. */
export interface TraceCheckSettings {
    /** @default true */
    readonly enabled: boolean;
    /** How many traces are sent, and must be found. @default 10 */
    readonly traces: number;
    /** Holds telemetrygen, curl, jq and bash. @default - the image of the operator's own tests */
    readonly image: string;
    /** Another run id makes the next `up` send and count anew. @default 1 */
    readonly runId: string;
    /** How long the search goes on, in seconds. @default 300 */
    readonly deadlineSeconds: number;
}

/** How long the gate waits. */
export interface HandshakeSettings {
    /** @default true */
    readonly enabled: boolean;
    /** For service accounts, for IAM to spread the role, and for the roll-out, each. @default 300 */
    readonly timeoutSeconds: number;
}

/** Where the cluster is. */
export interface KubernetesSettings {
    /** A context of the kubeconfig. @default - its current one */
    readonly context?: string | undefined;
    /** A kubeconfig: the path of a file, or its content. @default - `KUBECONFIG`, `~/.kube/config`, or from inside the cluster */
    readonly kubeconfig?: string | undefined;
}

/** How the role is made. */
export interface IdentitySettings {
    /** @default inline */
    readonly policyKind: PolicyKind;
    /** The ARN of an IAM policy that bounds the role. @default - none */
    readonly permissionsBoundary?: string | undefined;
    /** The path of the role (and of a managed policy) in IAM. @default / */
    readonly path: string;
    /** Whether the role exists already and is somebody else's: only looked at. @default false */
    readonly adopt: boolean;
    /** What IAM shows beside the role. @default - whose it is */
    readonly description?: string | undefined;
    /** How long a session with the role may last, in seconds. @default 3600 */
    readonly maxSessionSeconds: number;
}
