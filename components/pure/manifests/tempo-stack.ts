// The TempoStack custom resource, as the operator's admission leaves it: a second `up` shall see no change.
import { canonicalDuration } from "../duration.ts";
import { objectsBelow } from "../names/object-prefix.ts";
import { canonicalQuantity } from "../quantity.ts";
import type { JaegerQueryShape } from "../service-accounts.ts";
import { MANAGED_BY_LABEL } from "../lifetime/tags.ts";
import { atLeast } from "../version.ts";
import { ENV_SINCE, type EnvEntry } from "./rollout-env.ts";

/** What a TempoStack is made of. */
export interface TempoStackManifestArgs {
    readonly namespace: string;
    readonly tempoName: string;
    /** The storage Secret, in the same namespace. */
    readonly secretName: string;
    /** The size of an ingester's volume, a Kubernetes quantity. */
    readonly storageSize: string;
    /** What all pods together may use; the operator shares it out. */
    readonly limits: { readonly memory: string; readonly cpu: string };
    /** How long traces are kept, a Go duration. @default - the operator's: 48h */
    readonly retention?: string | undefined;
    readonly jaegerQuery: JaegerQueryShape;
    /** The part of the bucket that is this instance's. @default - the whole bucket */
    readonly prefix?: string | undefined;
    /** The operator's version: decides on `spec.env` and `spec.storage.tls`. */
    readonly operatorVersion: string;
    /** Whether the operator makes ServiceMonitors; its feature gate `prometheusOperator` must be on. @default false */
    readonly serviceMonitors?: boolean | undefined;
    /** The environment of Tempo's containers, written for operators that know it (0.21 and later). @default - none */
    readonly rolloutEnv?: readonly EnvEntry[] | undefined;
    readonly labels?: Readonly<Record<string, string>> | undefined;
    readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/** The Jaeger half of a TempoStack. */
export interface JaegerQuerySpec {
    readonly enabled: boolean;
    readonly ingress?: { readonly type: string };
    readonly authentication?: { readonly enabled: boolean };
}

/** The part of the specification that is ours. */
export interface TempoStackSpec {
    readonly storage: {
        readonly secret: { readonly name: string; readonly type: "s3" };
        readonly tls?: { readonly enabled: true };
    };
    readonly storageSize: string;
    readonly resources: {
        readonly total: { readonly limits: { readonly memory: string; readonly cpu: string } };
    };
    readonly retention?: { readonly global: { readonly traces: string } };
    readonly template: { readonly queryFrontend: { readonly jaegerQuery: JaegerQuerySpec } };
    readonly env?: readonly EnvEntry[];
    /** Merged into Tempo's own configuration by the operator. */
    readonly extraConfig?: {
        readonly tempo: {
            readonly storage: { readonly trace: { readonly s3: { prefix: string } } };
        };
    };
}

/** The whole custom resource. */
export interface TempoStackManifest {
    readonly apiVersion: "tempo.grafana.com/v1alpha1";
    readonly kind: "TempoStack";
    readonly metadata: {
        readonly name: string;
        readonly namespace: string;
        readonly labels?: Record<string, string>;
        readonly annotations?: Record<string, string>;
    };
    readonly spec: TempoStackSpec;
}

// From 0.15 to 0.20 the operator speaks plain http to S3 in token mode unless told otherwise; from 0.21 never.
const PLAIN_HTTP_SINCE = "0.15.0";
const PLAIN_HTTP_UNTIL = "0.21.0";

/**
 * The TempoStack for these values.
 *
 * @throws RangeError when a quantity, the retention or the version cannot be read
 */
export function tempoStackManifest(args: TempoStackManifestArgs): TempoStackManifest {
    return {
        apiVersion: "tempo.grafana.com/v1alpha1",
        kind: "TempoStack",
        metadata: {
            name: args.tempoName,
            namespace: args.namespace,
            ...unlessEmpty("labels", withoutManagedBy(args.labels ?? {})),
            ...unlessEmpty("annotations", { ...args.annotations }),
        },
        spec: tempoStackSpec(args),
    };
}

function tempoStackSpec(args: TempoStackManifestArgs): TempoStackSpec {
    const { operatorVersion, rolloutEnv = [], retention } = args;
    const needsTls =
        atLeast(operatorVersion, PLAIN_HTTP_SINCE) && !atLeast(operatorVersion, PLAIN_HTTP_UNTIL);
    return {
        storage: {
            secret: { name: args.secretName, type: "s3" },
            ...(needsTls ? { tls: { enabled: true } as const } : {}),
        },
        storageSize: canonicalQuantity(args.storageSize),
        resources: {
            total: {
                limits: {
                    memory: canonicalQuantity(args.limits.memory),
                    cpu: canonicalQuantity(args.limits.cpu),
                },
            },
        },
        ...(retention === undefined
            ? {}
            : { retention: { global: { traces: canonicalDuration(retention) } } }),
        template: { queryFrontend: { jaegerQuery: jaegerQuerySpec(args.jaegerQuery) } },
        ...(args.serviceMonitors === true
            ? { observability: { metrics: { createServiceMonitors: true } } as const }
            : {}),
        ...(rolloutEnv.length > 0 && atLeast(operatorVersion, ENV_SINCE)
            ? { env: rolloutEnv.map(({ name, value }) => ({ name, value })) }
            : {}),
        ...(args.prefix === undefined
            ? {}
            : {
                  extraConfig: {
                      tempo: { storage: { trace: { s3: { prefix: objectsBelow(args.prefix) } } } },
                  },
              }),
    };
}

// The operator's admission refuses an ingress for a Jaeger that is switched off.
function jaegerQuerySpec(jaeger: JaegerQueryShape): JaegerQuerySpec {
    if (!jaeger.enabled) {
        return { enabled: false };
    }
    return {
        enabled: true,
        ingress: { type: jaeger.ingressType },
        ...(jaeger.authentication === undefined
            ? {}
            : { authentication: { enabled: jaeger.authentication } }),
    };
}

function unlessEmpty<K extends string>(
    key: K,
    entries: Record<string, string>,
): Partial<Record<K, Record<string, string>>> {
    const present: Partial<Record<K, Record<string, string>>> = {};
    if (Object.keys(entries).length > 0) {
        present[key] = entries;
    }
    return present;
}

// On a TempoStack the operator's webhook owns this label: two owners would write it in turn.
function withoutManagedBy(labels: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(Object.entries(labels).filter(([key]) => key !== MANAGED_BY_LABEL));
}
