// The Job that counts this run's traces through Tempo's search API and through Jaeger's.
import { jaegerEndpoint, queryEndpoint } from "../endpoints.ts";
import { runServiceName, traceJob, type JobManifest, type TraceJobArgs } from "./job.ts";
import { VERIFY_SCRIPT } from "./verify-script.ts";

// The script polls by itself: a second pod would only count the same traces again.
const BACKOFF_LIMIT = 0;
const POLL_SECONDS = 5;

/** The Job that succeeds when exactly `traces` traces of this run are found. */
export function verifyTracesJob(args: TraceJobArgs): JobManifest {
    const service = runServiceName(args.runId);
    return traceJob({ ...args, name: args.name ?? "verify-traces" }, BACKOFF_LIMIT, {
        name: "verify-traces",
        command: ["/bin/bash", "-c"],
        args: [VERIFY_SCRIPT],
        env: [
            { name: "WANTED", value: String(args.traces) },
            { name: "DEADLINE_SECONDS", value: String(args.deadlineSeconds) },
            { name: "POLL_SECONDS", value: String(POLL_SECONDS) },
            { name: "SERVICE", value: service },
            { name: "TEMPO_URL", value: queryEndpoint(args) },
            { name: "TEMPO_QUERY", value: serviceQuery(service) },
            ...(args.jaeger ? [{ name: "JAEGER_URL", value: jaegerEndpoint(args) }] : []),
        ],
    });
}

/** The TraceQL query for all traces of a service; TraceQL reads a quoted text as Go does, and so as JSON writes it. */
export function serviceQuery(service: string): string {
    return `{resource.service.name=${JSON.stringify(service)}}`;
}
