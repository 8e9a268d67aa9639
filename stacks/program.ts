// From settings to resources: the two Pulumi providers, the stack, and what it puts out.
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { TempoStsStack, type TempoStsStackArgs } from "../components/index.ts";
import type { SigningKeys } from "../components/pure/discovery-documents.ts";
import { jaegerShape } from "./settings/jaeger-shape.ts";
import type { ProviderArguments, Settings } from "./settings/settings.ts";

/** What the program cannot know from its settings alone. */
export interface ProgramContext {
    /** The cluster's service account issuer. */
    readonly issuer: string;
    /** The public keys of that issuer. @default - not read: they are needed only where the stack publishes them */
    readonly issuerKeys?: SigningKeys | undefined;
    /** What has to hold before the stack counts as ready. @default - none */
    readonly hooks?: readonly pulumi.ResourceHook[] | undefined;
    /** Lists the account's IAM OIDC providers, for the error about a missing one. @default - not listed */
    readonly listOidcProviders?: (() => Promise<string[]>) | undefined;
}

/** Declares everything that a stack is made of, and gives its outputs. */
export function program(
    settings: Settings,
    context: ProgramContext,
): Record<string, pulumi.Output<unknown>> {
    const stack = new TempoStsStack("tempo", stackArgs(settings, context), {
        providers: { aws: awsProvider(settings), kubernetes: clusterProvider(settings) },
    });
    return {
        bucketName: stack.bucketName,
        roleArn: stack.roleArn,
        providerArn: stack.providerArn,
        serviceAccounts: stack.serviceAccounts,
        secretName: stack.secretName,
        otlpGrpcEndpoint: stack.otlpGrpcEndpoint,
        otlpHttpEndpoint: stack.otlpHttpEndpoint,
        queryEndpoint: stack.queryEndpoint,
        ...(stack.jaegerEndpoint === undefined ? {} : { jaegerEndpoint: stack.jaegerEndpoint }),
        ...(stack.routeHost === undefined ? {} : { routeHost: stack.routeHost }),
        ...(stack.replicaBucketName === undefined
            ? {}
            : { replicaBucketName: stack.replicaBucketName }),
        ...(stack.trailArn === undefined ? {} : { trailArn: stack.trailArn }),
        ...(stack.topicArn === undefined ? {} : { topicArn: stack.topicArn }),
    };
}

// Explicit Pulumi providers read no `aws:*` configuration by themselves: it is handed on here.
function awsProvider(settings: Settings): aws.Provider {
    const { aws: configured, secretKeys, awsCredentialsFile } = settings;
    return new aws.Provider("aws", {
        ...kept(configured, "aws", secretKeys),
        region: settings.region,
        ...(awsCredentialsFile === undefined
            ? {}
            : { sharedCredentialsFiles: [awsCredentialsFile] }),
    });
}

/**
 * `enableSecretMutable`: a changed Secret is updated in place; replaced, it would be missing for a moment, and the operator
 * would stop. `deleteUnreachable`: a throw-away cluster may be gone before its stack; what AWS holds must still be deleted.
 * A production stack fails there instead, because an unreachable cluster is more likely a network's fault.
 */
function clusterProvider(settings: Settings): kubernetes.Provider {
    const { kubernetes: cluster, kubernetesProvider: configured, secretKeys, profile } = settings;
    return new kubernetes.Provider("cluster", {
        enableSecretMutable: true,
        deleteUnreachable: profile === "ephemeral",
        ...kept(configured, "kubernetes", secretKeys),
        ...(cluster.kubeconfig === undefined ? {} : { kubeconfig: cluster.kubeconfig }),
        ...(cluster.context === undefined ? {} : { context: cluster.context }),
    });
}

// What was configured as a secret stays one in the state.
function kept(
    configured: ProviderArguments,
    section: string,
    secretKeys: readonly string[],
): Record<string, pulumi.Input<unknown>> {
    const entries = Object.entries(configured).map(([key, value]) => [
        key,
        secretKeys.includes(`${section}:${key}`) ? pulumi.secret(value) : value,
    ]);
    return Object.fromEntries(entries) as Record<string, pulumi.Input<unknown>>;
}

function stackArgs(settings: Settings, context: ProgramContext): TempoStsStackArgs {
    const { identity, traceCheck, resources } = settings;
    const { hooks = [] } = context;
    return {
        namespace: settings.namespace,
        createNamespace: settings.createNamespace,
        tempoName: settings.tempoName,
        buildNamespace: settings.buildNamespace,
        region: settings.region,
        profile: settings.profile,
        bucketName: settings.bucketName,
        roleName: settings.roleName,
        issuer: context.issuer,
        issuerKeys: context.issuerKeys,
        listOidcProviders: context.listOidcProviders,
        policyKind: identity.policyKind,
        permissionsBoundary: identity.permissionsBoundary,
        rolePath: identity.path,
        maxSessionSeconds: identity.maxSessionSeconds,
        adoptRole: identity.adopt,
        roleDescription: identity.description,
        encryption: settings.encryption,
        bucket: settings.bucket,
        trust: settings.trust,
        oidcProvider: settings.oidcProvider,
        audit: settings.audit,
        watch: settings.watch,
        tags: settings.tags,
        lifetime: settings.lifetime,
        retainOnDelete: settings.retainOnDelete,
        kmsKeyArn: settings.kmsKeyArn,
        secretName: settings.secretName,
        storageSize: settings.storageSize,
        limits: resources.limits,
        retention: settings.retention,
        jaegerQuery: jaegerShape(settings),
        operatorVersion: settings.operatorVersion,
        traceCheck,
        gates: hooks.length === 0 ? undefined : { hooks },
    };
}
