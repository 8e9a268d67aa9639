/** Has the API server judge the trace Jobs without making them: no pod runs in a rehearsal. */
import type { TraceJobArgs } from "../../components/pure/manifests/job.ts";
import { generateTracesJob } from "../../components/pure/manifests/generate-traces-job.ts";
import { verifyTracesJob } from "../../components/pure/manifests/verify-traces-job.ts";
import type { Settings } from "../../stacks/settings/settings.ts";
import { ApiError } from "../operator/cluster/api-error.ts";
import { ClusterApi, type ClusterTarget } from "../operator/cluster/cluster-api.ts";
import type { TraceJobResult } from "./report.ts";

/** Sends both Jobs as a dry run with strict validation of their fields. */
export async function validateTraceJobs(
    target: ClusterTarget,
    settings: Settings,
): Promise<TraceJobResult[]> {
    const api = await ClusterApi.connect(target);
    try {
        const args = jobArgs(settings);
        return await Promise.all(
            [generateTracesJob(args), verifyTracesJob(args)].map((job) => validate(api, job)),
        );
    } finally {
        api.close();
    }
}

function jobArgs({ namespace, tempoName, traceCheck, jaegerQuery }: Settings): TraceJobArgs {
    const { image, traces, runId, deadlineSeconds } = traceCheck;
    const jaeger = jaegerQuery.enabled;
    return { namespace, tempoName, image, traces, runId, deadlineSeconds, jaeger };
}

async function validate(
    api: ClusterApi,
    job: ReturnType<typeof generateTracesJob>,
): Promise<TraceJobResult> {
    const { name, namespace } = job.metadata;
    try {
        await api.request("POST", `/apis/batch/v1/namespaces/${namespace}/jobs`, {
            query: { dryRun: "All", fieldValidation: "Strict" },
            body: job,
        });
        return { name, accepted: true, detail: "accepted by the API server (dry run)" };
    } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return { name, accepted: false, detail: error.message };
    }
}
