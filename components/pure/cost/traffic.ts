// How much is traced and asked: what is assumed where nobody says, and where the assumption is from.
import { exact, times, type Exact } from "./exact.ts";

/** What goes in and out. */
export interface Traffic {
    /** Bytes that arrive over OTLP in a second, before compression. */
    readonly bytesPerSecond: Exact;
    /** What is left of a byte in a block. */
    readonly compression: Exact;
    /** Ingesters, each of which writes its own blocks. */
    readonly ingesters: number;
    /** Pods that poll the list of blocks: compactor, queriers, query frontends. */
    readonly pollers: number;
    readonly queriesPerHour: number;
    /** How far back a query looks. */
    readonly hoursPerQuery: number;
    /** Whether the cluster reaches S3 through a NAT gateway and not through a gateway endpoint. */
    readonly natGateway: boolean;
}

/** A number of the model that nobody measured for this stack. */
export interface Assumption {
    readonly name: string;
    readonly value: string;
    readonly source: string;
}

const TEMPO = "https://grafana.com/docs/tempo/latest";
const OPERATOR = "the Tempo Operator's configuration of Tempo";

/** Bytes of a span before compression. */
export const BYTES_PER_SPAN = {
    name: "bytes per span",
    value: "500",
    source: "https://grafana.com/docs/tempo/next/operations/manage-trace-ingestion/",
} as const satisfies Assumption;

/** What compression leaves. Tempo says it of its older format; blocks of Parquet are of the same order. */
export const COMPRESSION = {
    name: "stored share of a byte",
    value: "0.15",
    source: "https://grafana.com/docs/tempo/next/configuration/compression/",
} as const satisfies Assumption;

/** How Tempo works. The model has no other numbers of its own. */
export const TEMPO_FACTS = {
    blockMinutes: fact("minutes until an ingester writes a block", "10", OPERATOR),
    pollMinutes: fact("minutes between looks at the list of blocks", "5", OPERATOR),
    indexBuilders: fact("pods that list the bucket", "2", `${TEMPO}/configuration/polling/`),
    indexObjects: fact(
        "objects of the index that a list writes",
        "2",
        `${TEMPO}/configuration/polling/`,
    ),
    objectsPerBlock: fact(
        "objects of a block: data, index, one bloom filter, description",
        "4",
        `${TEMPO}/operations/schema/`,
    ),
    partMebibytes: fact("MiB of a part of an upload or a ranged read", "16", "estimate"),
    compactions: fact("times that a byte is written again by compaction", "2", "estimate"),
    blocksPerCompaction: fact(
        "blocks that become one by compaction",
        "4",
        `${TEMPO}/operations/compaction/`,
    ),
    readsPerBlock: fact("reads of a block for a query that looks at it", "10", "estimate"),
    readShare: fact("share of a block that such a query reads", "0.1", "estimate"),
    bucketKeyShare: fact(
        "share of S3's requests that reach KMS with a bucket key",
        "0.01",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html",
    ),
    eventBytes: fact("bytes of a CloudTrail event in a log group", "1500", "estimate"),
} as const;

/** The bytes of so many spans in a second. */
export function bytesOfSpans(spansPerSecond: string, bytesPerSpan: string): Exact {
    return times(exact(spansPerSecond), exact(bytesPerSpan));
}

function fact(name: string, value: string, source: string): Assumption {
    return { name, value, source };
}
