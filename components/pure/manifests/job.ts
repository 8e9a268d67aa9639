// What both trace Jobs have in common: one container, no rights, an end.
import { labelValue } from "../kubernetes-names.ts";
import { describeValue, type Problem } from "../problems.ts";
import { LABELS } from "../tags.ts";
import type { EnvEntry } from "./rollout-env.ts";

/** The image that the operator's own tests use: telemetrygen, curl, jq and bash. */
export const DEFAULT_TRACE_IMAGE = "ghcr.io/grafana/tempo-operator/test-utils:sha-0fc5ef0";

/** What a trace Job is made of. */
export interface TraceJobArgs {
    readonly namespace: string;
    readonly tempoName: string;
    /** @default "generate-traces" or "verify-traces" */
    readonly name?: string | undefined;
    readonly image: string;
    /** How many traces this run sends and counts. */
    readonly traces: number;
    /** What tells this run's traces from those of others. */
    readonly runId: string;
    /** How long the verification polls, in seconds. */
    readonly deadlineSeconds: number;
    /** Whether Jaeger's API is there to be asked too. */
    readonly jaeger: boolean;
    readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** A container of a trace Job. */
export interface JobContainer {
    readonly name: string;
    readonly image: string;
    readonly command: readonly string[];
    readonly args?: readonly string[];
    readonly env?: readonly EnvEntry[];
    readonly securityContext: typeof CONTAINER_SECURITY;
}

/** A trace Job. */
export interface JobManifest {
    readonly apiVersion: "batch/v1";
    readonly kind: "Job";
    readonly metadata: {
        readonly name: string;
        readonly namespace: string;
        readonly labels: Record<string, string>;
    };
    readonly spec: {
        readonly backoffLimit: number;
        readonly activeDeadlineSeconds: number;
        readonly template: {
            readonly metadata: { readonly labels: Record<string, string> };
            readonly spec: {
                readonly restartPolicy: "Never";
                readonly automountServiceAccountToken: false;
                readonly securityContext: typeof POD_SECURITY;
                readonly containers: readonly JobContainer[];
            };
        };
    };
}

const POD_SECURITY = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } } as const;
const CONTAINER_SECURITY = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
} as const;

// For the pod to be scheduled and its image to be pulled.
const START_SECONDS = 120;
const LONGEST_RUN_ID = 40;

/** What this run's traces carry as `service.name`. */
export function runServiceName(runId: string): string {
    return `telemetrygen-${runId}`;
}

/** What keeps a value from being a run id: it stands in a label, a command line and a query. */
export function runIdProblems(value: unknown, path: string): Problem[] {
    const legal =
        typeof value === "string" &&
        value.length <= LONGEST_RUN_ID &&
        /^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/.test(value);
    if (legal) {
        return [];
    }
    return [
        {
            path,
            expected: `1 to ${LONGEST_RUN_ID} letters, digits and inner . _ -`,
            found: describeValue(value),
            remedy:
                typeof value === "number"
                    ? `Write it in quotes: "${value}"`
                    : "Take the run's number",
        },
    ];
}

/** A trace Job around one container. No time to live: the finished Job is the proof, and its owner removes it. */
export function traceJob(
    args: TraceJobArgs & { readonly name: string },
    backoffLimit: number,
    container: Omit<JobContainer, "image" | "securityContext">,
): JobManifest {
    const labels = { ...args.labels, [LABELS.run]: labelValue(args.runId) };
    return {
        apiVersion: "batch/v1",
        kind: "Job",
        metadata: { name: args.name, namespace: args.namespace, labels },
        spec: {
            backoffLimit,
            activeDeadlineSeconds: args.deadlineSeconds + START_SECONDS,
            template: {
                metadata: { labels: { ...labels } },
                spec: {
                    restartPolicy: "Never",
                    automountServiceAccountToken: false,
                    securityContext: POD_SECURITY,
                    containers: [
                        { ...container, image: args.image, securityContext: CONTAINER_SECURITY },
                    ],
                },
            },
        },
    };
}
