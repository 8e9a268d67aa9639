// What both trace Jobs have in common: one container, no rights, an end.
import { labelValue } from "../names/kubernetes-names.ts";
import { describeValue, type Problem } from "../problems.ts";
import { LABELS } from "../lifetime/tags.ts";
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
    /**
     * The user that the container runs as, where the cluster assigns none: the default image has no user but root.
     *
     * @default - none: OpenShift assigns one
     */
    readonly runAsUser?: number | undefined;
}

/** What a pod needs to be admitted under the `restricted` profile. */
export interface PodSecurity {
    readonly runAsNonRoot: true;
    readonly runAsUser?: number;
    readonly seccompProfile: { readonly type: "RuntimeDefault" };
}

/** The same for its container, which writes nothing. */
export interface ContainerSecurity {
    readonly allowPrivilegeEscalation: false;
    readonly readOnlyRootFilesystem: true;
    readonly capabilities: { readonly drop: readonly ["ALL"] };
}

/** A container of a trace Job. */
export interface JobContainer {
    readonly name: string;
    readonly image: string;
    readonly command: readonly string[];
    readonly args?: readonly string[];
    readonly env?: readonly EnvEntry[];
    readonly securityContext: ContainerSecurity;
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
                readonly securityContext: PodSecurity;
                readonly containers: readonly JobContainer[];
            };
        };
    };
}

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
                    securityContext: podSecurity(args.runAsUser),
                    containers: [
                        { ...container, image: args.image, securityContext: containerSecurity() },
                    ],
                },
            },
        },
    };
}

function podSecurity(runAsUser: number | undefined): PodSecurity {
    return {
        runAsNonRoot: true,
        ...(runAsUser === undefined ? {} : { runAsUser }),
        seccompProfile: { type: "RuntimeDefault" },
    };
}

function containerSecurity(): ContainerSecurity {
    return {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
    };
}
