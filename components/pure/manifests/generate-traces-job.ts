// The Job that sends this run's traces to the distributor.
import { otlpGrpcHost } from "../endpoints.ts";
import { runServiceName, traceJob, type JobManifest, type TraceJobArgs } from "./job.ts";

// As in the operator's own test: the distributor may take its first connections late.
const BACKOFF_LIMIT = 4;

/** The Job that generates exactly `traces` traces under this run's service name. */
export function generateTracesJob(args: TraceJobArgs): JobManifest {
    return traceJob({ ...args, name: args.name ?? "generate-traces" }, BACKOFF_LIMIT, {
        name: "telemetrygen",
        command: [
            "telemetrygen",
            "traces",
            `--otlp-endpoint=${otlpGrpcHost(args)}`,
            "--otlp-insecure",
            `--traces=${args.traces}`,
            `--service=${runServiceName(args.runId)}`,
        ],
    });
}
