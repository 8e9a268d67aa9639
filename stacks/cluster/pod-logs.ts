// The logs of pods: which there are, and the last lines of each.
import { describeAnswer, listAt, textAt, valueAt } from "./answers.ts";
import type { Cluster, ClusterAnswer } from "./connection.ts";

/** One log; `previous` is that of the container before the last restart. */
export interface PodLog {
    readonly pod: string;
    readonly container: string;
    readonly previous: boolean;
}

/** How much of a log is read: its end. */
export interface LogSize {
    readonly lines: number;
    readonly bytes: number;
}

/** The end of a log, or why there is none. */
export type LogText =
    | { readonly text: string }
    | {
          readonly why: string;
          /** Whether there is none yet, as against one that may not be read. */
          readonly early: boolean;
      };

/** The logs that a pod has; of a container that was restarted, that before it as well. */
export function logsOf(pod: unknown): PodLog[] {
    const name = textAt(pod, "metadata", "name");
    const statuses = listAt(pod, "status", "containerStatuses");
    const containers = [
        ...listAt(pod, "spec", "initContainers"),
        ...listAt(pod, "spec", "containers"),
    ];
    return containers.flatMap((each): PodLog[] => {
        const container = textAt(each, "name");
        const status = statuses.find((entry) => textAt(entry, "name") === container);
        const restarts = valueAt(status, "restartCount");
        const now: PodLog = { pod: name, container, previous: false };
        return typeof restarts === "number" && restarts > 0
            ? [now, { ...now, previous: true }]
            : [now];
    });
}

/** Reads the end of a log, in whole lines. @throws ClusterUnreachable when there is no answer */
export async function readLog(
    cluster: Cluster,
    namespace: string,
    { pod, container, previous }: PodLog,
    { lines, bytes }: LogSize,
    signal?: AbortSignal,
): Promise<LogText> {
    const query = new URLSearchParams({
        container,
        previous: String(previous),
        tailLines: String(lines),
        limitBytes: String(bytes),
    });
    const path = `/api/v1/namespaces/${namespace}/pods/${pod}/log?${query.toString()}`;
    const answer = await cluster.ask(path, { as: "text", signal });
    const text = typeof answer.body === "string" ? answer.body : "";
    if (answer.status === 200) return { text: wholeLines(text, bytes) };
    // A container that has not started yet, or never did before, is a bad request.
    const early = answer.status === 204 || answer.status === 400;
    return { why: `${whyNot(answer)} ${reasonIn(text)}`.trimEnd(), early };
}

function whyNot(answer: ClusterAnswer): string {
    return answer.status === 204 ? "its pod is on no node yet" : describeAnswer(answer);
}

// The server cuts where it likes: the last line may be half of one, and with it half of what must not be shown.
function wholeLines(text: string, bytes: number): string {
    if (Buffer.byteLength(text) < bytes) return text;
    return text.slice(0, text.lastIndexOf("\n") + 1);
}

function reasonIn(text: string): string {
    try {
        const status: unknown = JSON.parse(text);
        return textAt(status, "message");
    } catch {
        return text.slice(0, 200);
    }
}
