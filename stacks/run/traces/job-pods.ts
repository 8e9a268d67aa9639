// The pods of a Job: what they wait for, and what they said last.
import { describeAnswer, listAt, textAt, valueAt } from "../../cluster/answers.ts";
import { ClusterUnreachable, type Cluster } from "../../cluster/connection.ts";

interface PodOwner {
    readonly namespace: string;
    readonly name: string;
}

interface PodTools {
    readonly cluster: Cluster;
    readonly signal: AbortSignal;
}

const LOG_LINES = 20;
const LOG_BYTES = 16_384;
const LONGEST_LINE = 500;

/** What the pods of a Job do now, in a few words. */
export async function describePods(job: PodOwner, tools: PodTools): Promise<string> {
    const pods = await podsOf(job, tools);
    if (typeof pods === "string") return pods;
    if (pods.length === 0) {
        return "no pod yet: is the Job controller running, and does a quota or an admission refuse it?";
    }
    return pods.map(describePod).join("; ");
}

/** The last lines that the newest pod of a Job wrote, or one that says why there are none. */
export async function lastLogLines(job: PodOwner, tools: PodTools): Promise<string[]> {
    try {
        const pods = await podsOf(job, tools);
        if (typeof pods === "string") return [`(no log: ${pods})`];
        const newest = pods.toSorted(byAge).at(-1);
        if (newest === undefined) return ["(no log: there is no pod)"];
        const name = textAt(newest, "metadata", "name");
        const path = `/api/v1/namespaces/${job.namespace}/pods/${name}/log?tailLines=${LOG_LINES}&limitBytes=${LOG_BYTES}`;
        const { status, body } = await tools.cluster.ask(path, {
            as: "text",
            signal: tools.signal,
        });
        const text = typeof body === "string" ? body : "";
        if (status !== 200) return [`(no log of pod ${name}: status ${status})`];
        return text
            .trimEnd()
            .split("\n")
            .map((line) => line.slice(0, LONGEST_LINE));
    } catch (error) {
        if (error instanceof ClusterUnreachable) return [`(no log: ${error.message})`];
        throw error;
    }
}

async function podsOf(
    { namespace, name }: PodOwner,
    { cluster, signal }: PodTools,
): Promise<readonly unknown[] | string> {
    const selector = encodeURIComponent(`batch.kubernetes.io/job-name=${name}`);
    const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`;
    const answer = await cluster.ask(path, { signal });
    return answer.status === 200
        ? listAt(answer.body, "items")
        : `the Job's pods could not be read, ${describeAnswer(answer)}`;
}

function describePod(pod: unknown): string {
    const name = textAt(pod, "metadata", "name");
    const phase = textAt(pod, "status", "phase");
    const waiting = listAt(pod, "status", "containerStatuses")
        .map((each) => valueAt(each, "state", "waiting"))
        .find((each) => each !== undefined);
    const scheduled = listAt(pod, "status", "conditions").find(
        (each) => textAt(each, "type") === "PodScheduled" && textAt(each, "status") === "False",
    );
    const why = waiting ?? scheduled;
    if (why === undefined) return `pod ${name} is ${phase}`;
    const message = textAt(why, "message");
    return `pod ${name} is ${phase}: ${textAt(why, "reason")}${message === "" ? "" : ` (${message})`}`;
}

function byAge(left: unknown, right: unknown): number {
    const created = (pod: unknown) => textAt(pod, "metadata", "creationTimestamp");
    return created(left).localeCompare(created(right));
}
