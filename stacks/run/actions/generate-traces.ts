// Sends this run's traces.
import type { PhaseContext, PhaseResult } from "../options.ts";
import type { Finding } from "../report.ts";
import { makeTraceRunId } from "../run-id.ts";
import { jobFinding } from "../traces/job-finding.ts";
import { runJob, STARTING_SECONDS } from "../traces/run-jobs.ts";
import { createJob, deleteJob, followJob, type JobTools } from "../traces/trace-job.ts";
import { clusterOf } from "./cluster-of.ts";

/** Has a Job in the cluster send traces, and waits for it. The Job stays until they are found: it tells what they carry. */
export async function generateTraces(context: PhaseContext): Promise<PhaseResult> {
    const { settings, runId, clock, signal, progress, secondsLeft } = context;
    const { traces, deadlineSeconds } = settings.traceCheck;
    const cluster = await clusterOf(context);
    const tools: JobTools = { cluster, clock, signal, progress, secondsLeft };
    const created = clock.now();
    const traceRunId = makeTraceRunId(runId, created);
    const job = await runJob("generate", traceRunId, context, cluster);
    await createJob(job, tools);
    const end = await followJob(job.metadata, deadlineSeconds + STARTING_SECONDS, tools);
    const findings: Finding[] = [jobFinding(job.metadata.name, end)];
    if (end.outcome !== "complete") {
        const stays = await deleteJob(job.metadata, tools);
        if (stays !== undefined)
            findings.push({ name: "clean-up", status: "warning", found: stays });
    }
    return {
        detail: `${traces} traces sent as telemetrygen-${traceRunId} in ${end.seconds} s`,
        findings,
        facts: { traces: { name: job.metadata.name, traceRunId, created } },
    };
}
