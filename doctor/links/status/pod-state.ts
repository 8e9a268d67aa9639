// How a pod is, told from its status.
import { isTable } from "../../../components/pure/fields/raw-values.ts";
import { listAt, textAt, valueAt } from "../../../stacks/cluster/answers.ts";
import type { ClusterCause } from "../../causes/cluster.ts";
import type { TempoPod } from "../../facts/cluster.ts";

/** Whether the pod is ready, as the cluster sees it. */
export function isReady({ body }: TempoPod): boolean {
    return listAt(body, "status", "conditions").some(
        (each) => textAt(each, "type") === "Ready" && textAt(each, "status") === "True",
    );
}

/** What keeps a pod from being ready. */
export interface PodTrouble {
    readonly cause: ClusterCause & `pods-${string}`;
    readonly seen: string;
}

/** The trouble that the pod's status names; undefined where it names none. */
export function troubleOf(pod: TempoPod): PodTrouble | undefined {
    if (isReady(pod)) return undefined;
    const statuses = [
        ...listAt(pod.body, "status", "initContainerStatuses"),
        ...listAt(pod.body, "status", "containerStatuses"),
    ];
    const states = statuses.flatMap((status) => statesOf(status));
    return (
        states.map(ofImage).find(isTrouble) ??
        states.map(ofMemory).find(isTrouble) ??
        states.map(ofCrash).find(isTrouble) ??
        unscheduled(pod)
    );
}

interface ContainerState {
    readonly container: string;
    readonly restarts: number;
    readonly reason: string;
    readonly message: string;
    readonly exitCode: number | undefined;
}

// The present state and that before the last restart.
function statesOf(status: unknown): ContainerState[] {
    const restarts = valueAt(status, "restartCount");
    return ["state", "lastState"].flatMap((when) => {
        const state = valueAt(status, when);
        const [detail] = isTable(state) ? Object.values(state) : [];
        const exitCode = valueAt(detail, "exitCode");
        return [
            {
                container: textAt(status, "name"),
                restarts: typeof restarts === "number" ? restarts : 0,
                reason: textAt(detail, "reason"),
                message: textAt(detail, "message"),
                exitCode: typeof exitCode === "number" ? exitCode : undefined,
            },
        ];
    });
}

function isTrouble(trouble: PodTrouble | undefined): trouble is PodTrouble {
    return trouble !== undefined;
}

function ofImage({ container, reason, message }: ContainerState): PodTrouble | undefined {
    return /^(?:ErrImagePull|ImagePullBackOff|InvalidImageName|ImageInspectError)$/.test(reason)
        ? { cause: "pods-image", seen: `${container}: ${reason} ${message}`.trim() }
        : undefined;
}

function ofMemory({ container, reason, restarts }: ContainerState): PodTrouble | undefined {
    return reason === "OOMKilled"
        ? { cause: "pods-out-of-memory", seen: `${container}: OOMKilled, ${restarts} restarts` }
        : undefined;
}

function ofCrash(state: ContainerState): PodTrouble | undefined {
    const { container, reason, restarts, exitCode } = state;
    const failed = exitCode !== undefined && exitCode !== 0;
    if (reason !== "CrashLoopBackOff" && !failed) return undefined;
    const code = failed ? `, exit code ${exitCode}` : "";
    return {
        cause: "pods-crash-looping",
        seen: `${container}: ${reason}${code}, ${restarts} restarts`,
    };
}

function unscheduled({ body }: TempoPod): PodTrouble | undefined {
    const condition = listAt(body, "status", "conditions").find(
        (each) => textAt(each, "type") === "PodScheduled" && textAt(each, "status") === "False",
    );
    if (condition === undefined) return undefined;
    const seen = `${textAt(condition, "reason")}: ${textAt(condition, "message")}`;
    return { cause: "pods-unschedulable", seen };
}
