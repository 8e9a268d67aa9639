/** Conditions of an object, and what the built-in kinds call ready. */
import { type KubeObject, listAt, textMember, valueAt } from "./kube-object.ts";

/** Whether an object is ready; else what it waits for, or why it never will be. */
export type Readiness =
    | { readonly ready: true }
    | { readonly ready: false; readonly waiting: string; readonly hopeless?: true };

/** One condition of an object's status. */
export interface FoundCondition {
    readonly status: string;
    readonly reason: string;
    /** Begins with a colon where there is one. */
    readonly message: string;
    /** It is about an older generation of the object. */
    readonly outdated: boolean;
}

/** The condition of a type, whatever its capitals. */
export function findCondition(object: KubeObject, type: string): FoundCondition | undefined {
    const found = listAt(object, "status", "conditions").find(
        (condition) => textMember(condition, "type").toLowerCase() === type.toLowerCase(),
    );
    if (found === undefined) return undefined;
    const generation = valueAt(object, "metadata", "generation");
    const observed = found["observedGeneration"] ?? valueAt(object, "status", "observedGeneration");
    const message = textMember(found, "message");
    return {
        status: textMember(found, "status"),
        reason: textMember(found, "reason"),
        message: message === "" ? "" : `: ${message}`,
        outdated:
            typeof generation === "number" && typeof observed === "number" && observed < generation,
    };
}

/** The built-in rule for an object's kind; undefined for a kind that is ready at once. */
export function builtInRule(object: KubeObject): ((live: KubeObject) => Readiness) | undefined {
    return RULES[`${textMember(object, "apiVersion")}/${textMember(object, "kind")}`];
}

const RULES: Readonly<Record<string, (live: KubeObject) => Readiness>> = {
    "apps/v1/DaemonSet": (live) =>
        rolledOut(
            live,
            number(live, "status", "desiredNumberScheduled"),
            "updatedNumberScheduled",
            "numberAvailable",
        ),
    "apps/v1/Deployment": (live) =>
        rolledOut(live, replicasOf(live), "updatedReplicas", "availableReplicas"),
    "apps/v1/StatefulSet": (live) =>
        rolledOut(live, replicasOf(live), "updatedReplicas", "readyReplicas"),
    "batch/v1/Job": jobReadiness,
    "v1/Pod": podReadiness,
};

/** A Job is ready when it is complete; one that has failed never will be. */
function jobReadiness(job: KubeObject): Readiness {
    const failed = findCondition(job, "Failed");
    if (failed?.status === "True") {
        return {
            ready: false,
            hopeless: true,
            waiting: `the Job failed (${failed.reason})${failed.message}`,
        };
    }
    if (findCondition(job, "Complete")?.status === "True") return { ready: true };
    if (valueAt(job, "status", "startTime") === undefined) {
        return { ready: false, waiting: "the Job has not started" };
    }
    const counts = ["active", "succeeded", "failed"].map(
        (name) => `${number(job, "status", name)} ${name}`,
    );
    return { ready: false, waiting: `the Job runs (${counts.join(", ")})` };
}

function podReadiness(pod: KubeObject): Readiness {
    const phase = String(valueAt(pod, "status", "phase"));
    if (phase === "Failed") return { ready: false, hopeless: true, waiting: "the Pod failed" };
    if (phase === "Succeeded") return { ready: true };
    const condition = findCondition(pod, "Ready");
    if (condition?.status === "True") return { ready: true };
    return {
        ready: false,
        waiting: `the Pod is ${phase} and not ready${condition?.message ?? ""}`,
    };
}

function rolledOut(
    live: KubeObject,
    wanted: number,
    updated: string,
    available: string,
): Readiness {
    const generation = number(live, "metadata", "generation");
    if (number(live, "status", "observedGeneration") < generation) {
        return { ready: false, waiting: "its controller has not seen the latest change" };
    }
    for (const name of [updated, available]) {
        const found = number(live, "status", name);
        if (found < wanted) return { ready: false, waiting: `${name} is ${found} of ${wanted}` };
    }
    return { ready: true };
}

function replicasOf(live: KubeObject): number {
    const replicas = valueAt(live, "spec", "replicas");
    return typeof replicas === "number" ? replicas : 1;
}

function number(object: KubeObject, ...path: readonly string[]): number {
    const value = valueAt(object, ...path);
    return typeof value === "number" ? value : 0;
}
