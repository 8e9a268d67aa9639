// The logs of the Tempo pods: of each container the last lines, and those of the one before it where it was restarted.
import { operandSelector } from "../../../components/pure/operand-names.ts";
import { describeAnswer, listAt, textAt, valueAt } from "../../cluster/answers.ts";
import type { ClusterAnswer } from "../../cluster/connection.ts";
import { describeFailure } from "../failure.ts";
import { ask, type PartTools } from "./part.ts";

const LINES = 500;
const BYTES = 1_000_000;
const MOST_PODS = 40;
const AT_ONCE = 4;

interface Log {
    readonly pod: string;
    readonly container: string;
    readonly previous: boolean;
}

/** Writes one file for each log. */
export async function collectLogs(tools: PartTools): Promise<undefined> {
    const { namespace, tempoName } = tools.settings;
    const selector = encodeURIComponent(operandSelector(tempoName));
    const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`;
    const pods = listAt(await ask(tools, path), "items");
    if (pods.length > MOST_PODS) {
        tools.folder.problem("logs", `only those of ${MOST_PODS} of ${pods.length} pods are kept`);
    }
    const logs = pods.slice(0, MOST_PODS).flatMap(logsOf);
    const takers = Array.from({ length: AT_ONCE }, async () => {
        for (let log = logs.shift(); log !== undefined; log = logs.shift()) await keep(log, tools);
    });
    await Promise.all(takers);
    return undefined;
}

function logsOf(pod: unknown): Log[] {
    const name = textAt(pod, "metadata", "name");
    const statuses = listAt(pod, "status", "containerStatuses");
    const containers = [
        ...listAt(pod, "spec", "initContainers"),
        ...listAt(pod, "spec", "containers"),
    ];
    return containers.flatMap((each): Log[] => {
        const container = textAt(each, "name");
        const status = statuses.find((entry) => textAt(entry, "name") === container);
        const restarts = valueAt(status, "restartCount");
        const now: Log = { pod: name, container, previous: false };
        return typeof restarts === "number" && restarts > 0
            ? [now, { ...now, previous: true }]
            : [now];
    });
}

async function keep({ pod, container, previous }: Log, tools: PartTools): Promise<void> {
    const { cluster, folder, settings, signal } = tools;
    const name = `logs/${pod}-${container}${previous ? "-previous" : ""}.log`;
    const query = new URLSearchParams({
        container,
        previous: String(previous),
        tailLines: String(LINES),
        limitBytes: String(BYTES),
    });
    const path = `/api/v1/namespaces/${settings.namespace}/pods/${pod}/log?${query.toString()}`;
    try {
        const answer = await cluster.ask(path, { as: "text", signal });
        const text = typeof answer.body === "string" ? answer.body : "";
        if (answer.status === 200) await folder.write(name, wholeLines(text));
        else folder.problem(name, `${whyNot(answer)} ${reasonIn(text)}`.trimEnd());
    } catch (error) {
        folder.problem(name, describeFailure(error));
    }
}

function whyNot(answer: ClusterAnswer): string {
    return answer.status === 204 ? "its pod is on no node yet" : describeAnswer(answer);
}

// The server cuts where it likes: the last line may be half of one, and with it half of what must not be shown.
function wholeLines(text: string): string {
    if (Buffer.byteLength(text) < BYTES) return text === "" ? "(empty)" : text;
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
