// What a cluster and a bucket answer to the trace phases.
import type { Reply } from "../support/local-server.ts";

/** A Job as it is posted. */
export interface JobBody {
    metadata: { name: string; labels: Record<string, string>; ownerReferences: unknown[] };
    spec: { template: { spec: { containers: { command: string[] }[] } } };
}

/** The answer to a list of pods: one, with that status. */
export function pods(status: object): Reply {
    return { status: 200, body: { items: [{ metadata: { name: "p" }, status }] } };
}

/** A Job as a list has it. */
export function dated(job: JobBody, created: Date): unknown {
    return { ...job, metadata: { ...job.metadata, creationTimestamp: created.toISOString() } };
}

/** The answer to a list of objects. */
export function objects(...list: [string, Date][]): Reply {
    const contents = list.map(
        ([key, time]) =>
            `<Contents><Key>${key}</Key><LastModified>${time.toISOString()}</LastModified></Contents>`,
    );
    return { status: 200, body: `<ListBucketResult>${contents.join("")}</ListBucketResult>` };
}
