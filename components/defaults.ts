// What a TempoStsStack does when it is not told.
import { DEFAULT_TRACE_IMAGE } from "./pure/manifests/job.ts";
import { ROLE_DEFAULTS } from "./pure/role-defaults.ts";
import type { IngressType } from "./pure/service-accounts.ts";
import type { PolicyKind, Profile } from "./tempo-sts-stack-args.ts";

/** The defaults of TempoStsStackArgs, as data. */
export const DEFAULTS = {
    createNamespace: true,
    tempoName: "tmstack",
    buildNamespace: "cioptmstack",
    region: "us-east-2",
    profile: "ephemeral" as Profile,
    policyKind: ROLE_DEFAULTS.policyKind as PolicyKind,
    rolePath: ROLE_DEFAULTS.path,
    adoptRole: false,
    maxSessionSeconds: ROLE_DEFAULTS.maxSessionSeconds,
    retainOnDelete: false,
    secretName: "aws-sts",
    storageSize: "10Gi",
    limits: { memory: "4Gi", cpu: "2000m" },
    jaegerQuery: { enabled: true, ingressType: "route" as IngressType },
    operatorVersion: "0.22.0",
    traceCheck: {
        enabled: true,
        traces: 10,
        image: DEFAULT_TRACE_IMAGE,
        runId: "1",
        deadlineSeconds: 300,
    },
} as const;
