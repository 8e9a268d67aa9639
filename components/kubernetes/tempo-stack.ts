// The TempoStack custom resource: what the operator makes Tempo from.
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { comesAfter } from "../child-options.ts";
import { LIFETIME_LABELS, PLACE_LABELS } from "../pure/lifetime/lifetime.ts";
import { ENV_SINCE, rolloutEnv } from "../pure/manifests/rollout-env.ts";
import {
    tempoStackManifest,
    type TempoStackManifest,
    type TempoStackManifestArgs,
} from "../pure/manifests/tempo-stack.ts";
import { operandSelector } from "../pure/names/operand-names.ts";
import { shortHash } from "../pure/names/physical-names.ts";
import type { JaegerQueryShape } from "../pure/service-accounts.ts";
import { atLeast } from "../pure/version.ts";
import { PROVIDER_ANNOTATIONS, TEMPO_TIMEOUTS, tempoStackWait } from "./waits.ts";

/** The arguments of a TempoStack. */
export interface TempoStackArgs {
    /** The namespace, which must exist. */
    readonly namespace: pulumi.Input<string>;
    /** The name of the custom resource. */
    readonly tempoName: pulumi.Input<string>;
    /** The storage Secret, in the same namespace. */
    readonly secretName: pulumi.Input<string>;
    /** The bucket, its Region and the role: a change of them restarts the pods. */
    readonly bucketName: pulumi.Input<string>;
    readonly region: pulumi.Input<string>;
    readonly roleArn: pulumi.Input<string>;
    /** The size of an ingester's volume. */
    readonly storageSize: pulumi.Input<string>;
    /** What all pods together may use. */
    readonly limits: {
        readonly memory: pulumi.Input<string>;
        readonly cpu: pulumi.Input<string>;
    };
    /** How long traces are kept. @default - the operator's: 48h */
    readonly retention?: pulumi.Input<string> | undefined;
    /** The Jaeger UI. */
    readonly jaegerQuery: JaegerQueryShape;
    /** The part of the bucket that is this instance's, without slashes at its ends. @default - the whole bucket */
    readonly prefix?: pulumi.Input<string> | undefined;
    /** Whether the operator makes ServiceMonitors for it. @default false */
    readonly serviceMonitors?: boolean | undefined;
    /** The version of the Tempo Operator on the cluster. */
    readonly operatorVersion: pulumi.Input<string>;
    /** Whether gates wait for readiness, so that only the operator's first verdict has to be waited for here. @default false */
    readonly gated?: boolean | undefined;
    /** The labels of the custom resource. @default - none */
    readonly labels?: pulumi.Input<Record<string, string>> | undefined;
}

/**
 * A Tempo instance. Quantities and durations are written as Kubernetes stores them, so that a second `up` changes nothing.
 *
 * @see https://grafana.com/docs/tempo/latest/set-up-for-tracing/setup-tempo/deploy/kubernetes/operator/
 */
export class TempoStack extends pulumi.ComponentResource {
    /** Eight digits that change with anything in the custom resource but its lifetime. */
    readonly manifestHash: pulumi.Output<string>;
    /** The custom resource itself, for what this component does not foresee. */
    readonly resource: kubernetes.apiextensions.CustomResource;

    constructor(name: string, args: TempoStackArgs, opts?: pulumi.ComponentResourceOptions) {
        super("tempo-sts:kubernetes:TempoStack", name, {}, opts);
        const manifest = manifestOf(args);
        const spec = specOf(manifest, args);
        const metadata = manifest.apply(lastingMetadata);
        this.manifestHash = pulumi.jsonStringify([metadata, spec]).apply((text) => shortHash(text));
        this.warnOfRestarts(args);
        this.resource = new kubernetes.apiextensions.CustomResource(
            `${name}-stack`,
            {
                apiVersion: "tempo.grafana.com/v1alpha1",
                kind: "TempoStack",
                metadata: manifest.metadata,
                spec,
            },
            { parent: this, customTimeouts: TEMPO_TIMEOUTS, ...comesAfter(opts) },
        );
        this.registerOutputs({ manifestHash: this.manifestHash });
    }

    private warnOfRestarts({ operatorVersion, tempoName, namespace }: TempoStackArgs): void {
        pulumi.all([operatorVersion, tempoName, namespace]).apply(([version, tempo, space]) => {
            if (!atLeast(version, ENV_SINCE)) {
                void pulumi.log.warn(restartAdvice(version, tempo, space), this);
            }
        });
    }
}

/** The custom resource but for its environment, which holds what a first preview cannot know yet. */
function manifestOf(args: TempoStackArgs): pulumi.Output<TempoStackManifest> {
    const wait = pulumi
        .output(args.operatorVersion)
        .apply((operatorVersion) =>
            tempoStackWait({ operatorVersion, gated: args.gated ?? false }),
        );
    const manifestArgs: pulumi.Output<TempoStackManifestArgs> = pulumi.output({
        namespace: args.namespace,
        tempoName: args.tempoName,
        secretName: args.secretName,
        storageSize: args.storageSize,
        limits: args.limits,
        retention: args.retention,
        jaegerQuery: args.jaegerQuery,
        prefix: args.prefix,
        serviceMonitors: args.serviceMonitors,
        operatorVersion: args.operatorVersion,
        labels: args.labels ?? {},
        annotations: { [PROVIDER_ANNOTATIONS.waitFor]: wait },
    });
    return manifestArgs.apply(tempoStackManifest);
}

// Every run has a lifetime of its own, and it changes nothing of what is to be proven.
function lastingMetadata({ metadata }: TempoStackManifest): TempoStackManifest["metadata"] {
    const { labels } = metadata;
    const passing: readonly string[] = [
        ...Object.values(LIFETIME_LABELS),
        ...Object.values(PLACE_LABELS),
    ];
    return labels === undefined
        ? metadata
        : {
              ...metadata,
              labels: Object.fromEntries(
                  Object.entries(labels).filter(([key]) => !passing.includes(key)),
              ),
          };
}

// The environment is an Output inside the specification: a first preview then shows all but the environment.
function specOf(
    manifest: pulumi.Output<TempoStackManifest>,
    { region, roleArn, bucketName, operatorVersion }: TempoStackArgs,
): pulumi.Output<object> {
    const env = pulumi
        .all([region, roleArn, bucketName])
        .apply(([place, role, bucket]) =>
            rolloutEnv({ region: place, roleArn: role, bucketName: bucket }),
        );
    return pulumi
        .all([manifest, operatorVersion])
        .apply(([{ spec }, version]) => (atLeast(version, ENV_SINCE) ? { ...spec, env } : spec));
}

function restartAdvice(version: string, tempoName: string, namespace: string): string {
    return (
        `Tempo Operator ${version} restarts no pod when the role changes: the pods would go on with the old role. ` +
        `After such a change run: kubectl delete pods --namespace ${namespace} --selector ${operandSelector(tempoName)}. ` +
        `From operator ${ENV_SINCE} on (set \`operatorVersion\`) it happens by itself.`
    );
}
