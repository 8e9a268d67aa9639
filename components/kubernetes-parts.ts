// The children of a TempoStsStack in the cluster, one function each.
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import type { TraceBucket } from "./aws/trace-bucket.ts";
import type { WorkloadIdentity } from "./aws/workload-identity.ts";
import { JaegerRoute } from "./kubernetes/jaeger-route.ts";
import { ReadinessGate } from "./kubernetes/readiness-gate.ts";
import { StorageSecret } from "./kubernetes/storage-secret.ts";
import { TempoStack } from "./kubernetes/tempo-stack.ts";
import { TraceCheck } from "./kubernetes/trace-check.ts";
import { jaegerRouteName } from "./pure/endpoints.ts";
import type { Plan } from "./stack-plan.ts";

/** The namespace, unless it is somebody else's. */
export function createNamespace(plan: Plan): kubernetes.core.v1.Namespace | undefined {
    const { parent, args, names, ownership: owned } = plan;
    if (!args.createNamespace) {
        return undefined;
    }
    const metadata = { name: args.namespace, labels: owned.labels };
    return new kubernetes.core.v1.Namespace(names.namespace, { metadata }, { parent });
}

/** The Secret that tells the operator of bucket and role. */
export function createSecret(
    { parent, args, names, ownership: owned }: Plan,
    bucket: TraceBucket,
    identity: WorkloadIdentity,
    namespace: kubernetes.core.v1.Namespace | undefined,
): StorageSecret {
    return new StorageSecret(
        names.storage,
        {
            namespace: args.namespace,
            secretName: args.secretName,
            bucketName: bucket.bucketName,
            region: args.region,
            roleArn: identity.roleArn,
            labels: owned.labels,
        },
        { parent, ...after(namespace) },
    );
}

/** The TempoStack: after all that its pods need, so that it is taken away before it. */
export function createTempo(
    { parent, args, names, ownership: owned }: Plan,
    bucket: TraceBucket,
    identity: WorkloadIdentity,
    secret: StorageSecret,
    others: readonly (pulumi.Resource | undefined)[],
): TempoStack {
    const { namespace, tempoName, secretName, region, storageSize, limits, retention } = args;
    return new TempoStack(
        names.tempo,
        {
            namespace,
            tempoName,
            secretName,
            bucketName: bucket.bucketName,
            region,
            roleArn: identity.roleArn,
            storageSize,
            limits,
            retention,
            jaegerQuery: args.jaegerQuery,
            prefix: args.bucket.prefix,
            serviceMonitors: args.watch.serviceMonitors,
            operatorVersion: args.operatorVersion,
            gated: args.gates !== undefined,
            labels: owned.labels,
        },
        {
            parent,
            dependsOn: [
                ...[bucket, identity, secret],
                ...others.filter((other) => other !== undefined),
            ],
        },
    );
}

/** The gate, where there is something to prove. */
export function createGate(
    { parent, args, names, ownership: owned, issuer, serviceAccounts }: Plan,
    bucket: TraceBucket,
    identity: WorkloadIdentity,
    tempo: TempoStack,
): ReadinessGate | undefined {
    const { namespace, tempoName, region, gates } = args;
    if (gates === undefined) {
        return undefined;
    }
    return new ReadinessGate(
        names.gate,
        {
            namespace,
            tempoName,
            serviceAccounts,
            roleArn: identity.roleArn,
            bucketName: bucket.bucketName,
            region,
            prefix: args.bucket.prefix,
            bucketAdopted: args.bucket.adopt,
            issuer,
            manifestHash: tempo.manifestHash,
            gates,
            labels: owned.labels,
        },
        { parent, dependsOn: [tempo] },
    );
}

/** The Jobs that send traces and count them, unless switched off. */
export function createCheck(
    { parent, args, names, ownership: owned }: Plan,
    ready: pulumi.Resource,
): TraceCheck | undefined {
    const { namespace, tempoName, traceCheck, jaegerQuery } = args;
    const { enabled, ...told } = traceCheck;
    if (!enabled) {
        return undefined;
    }
    return new TraceCheck(
        names.check,
        { ...told, namespace, tempoName, jaeger: jaegerQuery.enabled, labels: owned.labels },
        { parent, dependsOn: [ready] },
    );
}

/** The host of the Jaeger UI's Route, where the operator makes one. */
export function readRouteHost(
    { parent, args, names }: Plan,
    tempo: TempoStack,
    ready: pulumi.Resource,
): pulumi.Output<string> | undefined {
    const { jaegerQuery, namespace, tempoName } = args;
    if (!jaegerQuery.enabled || jaegerQuery.ingressType !== "route") {
        return undefined;
    }
    // Through the TempoStack's own id, which a preview does not know before there is a TempoStack, nor then a Route.
    const id = pulumi
        .all([tempo.resource.id, namespace, tempoName])
        .apply(([, space, name]) => `${space}/${jaegerRouteName(name)}`);
    return new JaegerRoute(names.route, id, { parent, dependsOn: [ready] }).host;
}

function after(resource: pulumi.Resource | undefined): { dependsOn?: pulumi.Resource[] } {
    return resource === undefined ? {} : { dependsOn: [resource] };
}
