// Which arguments the two Pulumi providers take, and of what kind; the compiler compares both with the packages.
import type * as aws from "@pulumi/aws";
import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** What a provider's argument is; all but `text` travel through the configuration as JSON. */
export type ArgumentKind = "text" | "flag" | "number" | "list" | "table";

type KindOf<Value> = [Value] extends [string | undefined]
    ? "text"
    : [Value] extends [boolean | undefined]
      ? "flag"
      : [Value] extends [number | undefined]
        ? "number"
        : [Value] extends [readonly unknown[] | undefined]
          ? "list"
          : "table";

type KindsOf<Arguments> = {
    readonly [Name in keyof Required<Arguments>]: KindOf<pulumi.Unwrap<Arguments[Name]>>;
};

/** The arguments of `aws.Provider`. */
export const AWS_ARGUMENTS: KindsOf<aws.ProviderArgs> = {
    accessKey: "text",
    allowedAccountIds: "list",
    assumeRoleWithWebIdentity: "table",
    assumeRoles: "list",
    customCaBundle: "text",
    defaultTags: "table",
    ec2MetadataServiceEndpoint: "text",
    ec2MetadataServiceEndpointMode: "text",
    endpoints: "list",
    forbiddenAccountIds: "list",
    httpProxy: "text",
    httpsProxy: "text",
    ignoreTags: "table",
    insecure: "flag",
    maxRetries: "number",
    noProxy: "text",
    profile: "text",
    region: "text",
    retryMode: "text",
    s3UsEast1RegionalEndpoint: "text",
    s3UsePathStyle: "flag",
    secretKey: "text",
    sharedConfigFiles: "list",
    sharedCredentialsFiles: "list",
    skipCredentialsValidation: "flag",
    skipMetadataApiCheck: "flag",
    skipRegionValidation: "flag",
    skipRequestingAccountId: "flag",
    stsRegion: "text",
    tagPolicyCompliance: "text",
    token: "text",
    tokenBucketRateLimiterCapacity: "number",
    useDualstackEndpoint: "flag",
    useFipsEndpoint: "flag",
    userAgents: "list",
};

/** The arguments of `kubernetes.Provider`. */
export const KUBERNETES_ARGUMENTS: KindsOf<kubernetes.ProviderArgs> = {
    alwaysRender: "flag",
    cluster: "text",
    clusterIdentifier: "text",
    context: "text",
    deleteUnreachable: "flag",
    enableConfigMapMutable: "flag",
    enablePatchForce: "flag",
    enableSecretMutable: "flag",
    enableServerSideApply: "flag",
    helmReleaseSettings: "table",
    kubeClientSettings: "table",
    kubeconfig: "text",
    namespace: "text",
    renderYamlToDirectory: "text",
    skipUpdateUnreachable: "flag",
    suppressDeprecationWarnings: "flag",
    suppressHelmHookWarnings: "flag",
    upsertExistingObjects: "flag",
};
