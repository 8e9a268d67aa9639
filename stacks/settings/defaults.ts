// What a setting is where nobody says otherwise: as the components have it; Pulumi.yaml repeats it, and a test compares.
import { DEFAULTS as ARGS } from "../../components/defaults.ts";

/** Defaults that depend on nothing else. */
export const DEFAULTS = {
    createNamespace: ARGS.createNamespace,
    tempoName: ARGS.tempoName,
    profile: ARGS.profile,
    secretName: ARGS.secretName,
    storageSize: ARGS.storageSize,
    resources: { limits: ARGS.limits },
    jaegerQuery: {
        enabled: ARGS.jaegerQuery.enabled,
        ingress: { type: ARGS.jaegerQuery.ingressType },
    },
    traceCheck: ARGS.traceCheck,
    handshake: { enabled: true, timeoutSeconds: 300 },
    operatorVersion: ARGS.operatorVersion,
    tags: {},
    retainOnDelete: ARGS.retainOnDelete,
    identity: {
        policyKind: ARGS.policyKind,
        path: ARGS.rolePath,
        adopt: ARGS.adoptRole,
        maxSessionSeconds: ARGS.maxSessionSeconds,
    },
} as const;

/** The Region where neither `region` nor `aws:region` is set. */
export const DEFAULT_REGION = ARGS.region;

/** The build namespace where neither the setting nor the environment says one. */
export const DEFAULT_BUILD_NAMESPACE = ARGS.buildNamespace;
