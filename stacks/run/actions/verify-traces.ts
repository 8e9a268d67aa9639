// Finds this run's traces again, all of them and no others, and sees them reach the bucket.
import type { Cluster } from "../../cluster/connection.ts";
import { PhaseError } from "../failure.ts";
import type { PhaseContext, PhaseResult, SentTraces } from "../options.ts";
import type { Finding } from "../report.ts";
import { awaitBlock } from "../traces/await-block.ts";
import { jobFinding } from "../traces/job-finding.ts";
import { lastGeneration, runJob, STARTING_SECONDS } from "../traces/run-jobs.ts";
import { createJob, deleteJob, followJob, type JobTools } from "../traces/trace-job.ts";
import { clusterOf } from "./cluster-of.ts";

/** S3's clock and the cluster's need not agree exactly. */
const CLOCKS_APART_MILLISECONDS = 60_000;
const DELETE_MILLISECONDS = 30_000;

/** Has a Job in the cluster count the traces, then waits for a block in the bucket. */
export async function verifyTraces(context: PhaseContext): Promise<PhaseResult> {
    const { settings, clock, signal, progress, secondsLeft } = context;
    const { traces, deadlineSeconds } = settings.traceCheck;
    const cluster = await clusterOf(context);
    const tools: JobTools = { cluster, clock, signal, progress, secondsLeft };
    const sent = await sentBefore(context, cluster);
    const { traceRunId } = sent;
    const job = await runJob("verify", traceRunId, context, cluster);
    const findings: Finding[] = [];
    try {
        await createJob(job, tools);
        const end = await followJob(job.metadata, deadlineSeconds + STARTING_SECONDS, tools);
        findings.push(jobFinding(job.metadata.name, end));
        if (end.outcome === "complete") {
            const since = sent.created - CLOCKS_APART_MILLISECONDS;
            findings.push(await awaitBlock(context, cluster, since));
        }
    } finally {
        findings.push(...(await takeAway(job.metadata.name, context, tools)));
    }
    // Otherwise it stays: it tells what is still to be found. It goes with the TempoStack, whose it is.
    if (findings.every(({ status }) => status !== "failed")) {
        findings.push(...(await takeAway(sent.name, context, tools)));
    }
    return {
        detail: `exactly ${traces} traces of telemetrygen-${traceRunId} found, and a block in the bucket`,
        findings,
    };
}

/** What is to be found: known from this run, or read from the Job that sent it. */
async function sentBefore(context: PhaseContext, cluster: Cluster): Promise<SentTraces> {
    const { facts, settings } = context;
    const sent = facts.traces ?? (await lastGeneration(context, cluster));
    if (sent === undefined || sent.traceRunId === "") {
        throw new PhaseError(
            `Expected a Job in ${settings.namespace} that has sent traces, found none. ` +
                "Begin with the phase generate-traces.",
        );
    }
    return sent;
}

// Within a time of its own, because the phase's signal may be what ended it.
async function takeAway(
    name: string,
    { settings: { namespace } }: PhaseContext,
    { cluster }: JobTools,
): Promise<Finding[]> {
    const signal = AbortSignal.timeout(DELETE_MILLISECONDS);
    const found = await deleteJob({ namespace, name }, { cluster, signal });
    return found === undefined ? [] : [{ name: "clean-up", status: "warning", found }];
}
