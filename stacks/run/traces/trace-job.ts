// A Job of a run in the cluster: made, followed to its end, and taken away again.
import type { JobManifest } from "../../../components/pure/manifests/job.ts";
import { describeAnswer, listAt, textAt } from "../../cluster/answers.ts";
import { ClusterUnreachable, type Cluster } from "../../cluster/connection.ts";
import type { Clock } from "../../waiting/clock.ts";
import { PhaseError } from "../failure.ts";
import { describePods, lastLogLines } from "./job-pods.ts";

/** With what a Job is looked at. */
export interface JobTools {
    readonly cluster: Cluster;
    readonly clock: Clock;
    readonly signal: AbortSignal;
    /** Until the phase's time limit. */
    readonly secondsLeft: () => number;
    readonly progress: (message: string) => void;
}

/** Which Job. */
export interface JobName {
    readonly namespace: string;
    readonly name: string;
}

/** How a Job ended, and what its pod said last. */
export interface JobEnd {
    readonly outcome: "complete" | "failed" | "deadline";
    /** In a few words: the Job's own reason, or what its pod was waiting for. */
    readonly reason: string;
    /** The last lines of its log, or why there are none. */
    readonly log: readonly string[];
    readonly seconds: number;
}

/** A manifest with an owner, so that it goes with the TempoStack whatever becomes of the run. */
export type OwnedJob = JobManifest & {
    readonly metadata: { readonly ownerReferences?: readonly unknown[] };
};

const POLL_MILLISECONDS = 2_000;
/** For a pause, the last look, and the log. */
const LAST_LOOK_SECONDS = 15;

/** Makes the Job. One of the same name is this run's own, whose answer was lost: its name tells the run. */
export async function createJob(job: OwnedJob, { cluster, signal }: JobTools): Promise<void> {
    const { namespace, name } = job.metadata;
    const answer = await cluster.ask(jobsPath(namespace), { method: "POST", body: job, signal });
    if (answer.status !== 201 && answer.status !== 409) {
        throw new PhaseError(
            `Expected the cluster to take the Job ${namespace}/${name}, but ${describeAnswer(answer)}.${remedyFor(answer.status)}`,
        );
    }
}

/** Follows a Job until it is complete, has failed, or so many seconds are over. */
export async function followJob(job: JobName, seconds: number, tools: JobTools): Promise<JobEnd> {
    const { clock, signal, progress, secondsLeft } = tools;
    const started = clock.now();
    for (let said = ""; ;) {
        const passed = (clock.now() - started) / 1000;
        const seen = await look(job, tools);
        const isLate = passed >= seconds || secondsLeft() < LAST_LOOK_SECONDS;
        if (seen.outcome !== undefined || isLate) {
            const outcome = seen.outcome ?? "deadline";
            const log = await lastLogLines(job, tools);
            return { outcome, reason: seen.reason, log, seconds: Math.round(passed) };
        }
        if (seen.reason !== said) progress(`${job.name}: ${seen.reason}`);
        said = seen.reason;
        await clock.sleep(POLL_MILLISECONDS, signal);
    }
}

/** Takes a Job and its pods away. Says what keeps it, if something does: nothing else depends on it. */
export async function deleteJob(
    { namespace, name }: JobName,
    { cluster, signal }: Pick<JobTools, "cluster" | "signal">,
): Promise<string | undefined> {
    const path = `${jobsPath(namespace)}/${name}?propagationPolicy=Background`;
    try {
        const answer = await cluster.ask(path, { method: "DELETE", signal });
        const isGone = [200, 202, 404].includes(answer.status);
        return isGone ? undefined : `the Job ${name} stays: ${describeAnswer(answer)}`;
    } catch (error) {
        return `the Job ${name} stays: ${error instanceof Error ? error.message : String(error)}`;
    }
}

/** Where the Jobs of a namespace are. */
export function jobsPath(namespace: string): string {
    return `/apis/batch/v1/namespaces/${namespace}/jobs`;
}

async function look(
    job: JobName,
    tools: JobTools,
): Promise<{ outcome?: "complete" | "failed"; reason: string }> {
    const { cluster, signal } = tools;
    try {
        const answer = await cluster.ask(`${jobsPath(job.namespace)}/${job.name}`, { signal });
        if (answer.status === 404) {
            return { outcome: "failed", reason: "somebody deleted the Job" };
        }
        if (answer.status !== 200) {
            return { reason: `the Job could not be read, ${describeAnswer(answer)}` };
        }
        return ending(answer.body) ?? { reason: await describePods(job, tools) };
    } catch (error) {
        if (error instanceof ClusterUnreachable) return { reason: error.message };
        throw error;
    }
}

function ending(body: unknown): { outcome: "complete" | "failed"; reason: string } | undefined {
    const conditions = listAt(body, "status", "conditions").filter(
        (each) => textAt(each, "status") === "True",
    );
    const of = (type: string) => conditions.find((each) => textAt(each, "type") === type);
    // Before it has failed, its pods are still being ended: `FailureTarget`.
    const failed = of("Failed");
    if (failed !== undefined) {
        const reason = `${textAt(failed, "reason")}: ${textAt(failed, "message")}`;
        return { outcome: "failed", reason };
    }
    if (of("Complete") === undefined) return undefined;
    return { outcome: "complete", reason: "its pod succeeded" };
}

function remedyFor(status: number): string {
    return status === 403
        ? " Let the user of this context create jobs.batch there, or have the namespace take pods of the restricted profile."
        : "";
}
