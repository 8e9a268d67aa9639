// What the Kubernetes Pulumi provider waits for, and how long.
import { atLeast } from "../pure/version.ts";

/** Annotations that the Kubernetes Pulumi provider reads. @see https://www.pulumi.com/registry/packages/kubernetes/installation-configuration/ */
export const PROVIDER_ANNOTATIONS = {
    waitFor: "pulumi.com/waitFor",
    replaceUnready: "pulumi.com/replaceUnready",
} as const;

/** For the TempoStack: pods are pulled, scheduled and started; on deletion the ingester still flushes to the bucket. */
export const TEMPO_TIMEOUTS = { create: "15m", update: "15m", delete: "10m" } as const;

// Until then the operator counted pods by their phase only.
const READY_PODS_SINCE = "0.22.0";

/**
 * The wait for a TempoStack. `Ready` alone is not enough: the operator says it of an instance without any pod too.
 *
 * With gates, only the operator's first verdict is waited for: the hooks wait for the rest, and can tell why it does not come.
 */
export function tempoStackWait(args: {
    readonly operatorVersion: string;
    readonly gated: boolean;
}): string {
    if (args.gated) {
        return "jsonpath={.status.conditions[0].type}";
    }
    const phase = atLeast(args.operatorVersion, READY_PODS_SINCE) ? "Ready" : "Running";
    return JSON.stringify([
        "condition=Ready",
        `jsonpath={.status.components.ingester.${phase}[0]}`,
    ]);
}

/** The time-outs of a Job that ends by itself after about `seconds`: a little longer, so that its own reason is seen. */
export function jobTimeouts(seconds: number): { create: string; update: string; delete: string } {
    const limit = `${seconds + JOB_SLACK_SECONDS}s`;
    return { create: limit, update: limit, delete: "5m" };
}

// A Job's own deadline already allows for scheduling and pulling the image; this is on top of it.
const JOB_SLACK_SECONDS = 240;
