// What of a stack costs something: its settings as far as AWS charges for them.
import type { Audit } from "../options/audit.ts";
import type { BucketFeatures } from "../options/bucket.ts";
import type { Watch } from "../options/watch.ts";

/** A stack, for the question what it costs. */
export interface CostSubject {
    readonly region: string;
    /** How long Tempo keeps traces, in seconds. */
    readonly retentionSeconds: number;
    /** Whose key encrypts. */
    readonly key: "s3" | "shared" | "stack";
    readonly bucket: Pick<
        BucketFeatures,
        "versioning" | "lifecycle" | "archive" | "replication" | "accessLog"
    >;
    readonly audit: Audit;
    readonly watch: Watch;
}
