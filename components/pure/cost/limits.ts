// What an estimate does not know: said with every one of them.
import { PRICES, STAND_IN } from "./prices.ts";
import type { CostSubject } from "./subject.ts";

/** What holds of every estimate. */
export const LIMITS: readonly string[] = [
    "Prices are AWS's list prices as the table in components/pure/cost/prices.ts has them: no free tier, no discount for size, no agreement of your own, no tax.",
    "It is a month in which nothing grows any more: traces are as old as they get.",
    "Requests are derived from how Tempo works, not measured: the figures marked as estimates may be off by a factor of two.",
    "Small objects are charged as they are; Standard-IA and Glacier Instant Retrieval charge at least 128 KB each.",
    "Not in it: the cluster, its volumes and load balancers; S3's access logs; traffic to the internet; the files of a trail; what SNS sends.",
];

/** What holds of this one. */
export function limitsOf({ region, bucket, audit }: CostSubject): string[] {
    const { replication } = bucket;
    const all: [boolean, string][] = [
        [
            !Object.hasOwn(PRICES, region),
            `There are no prices of ${region} in the table: those of ${STAND_IN} stand in, and ${region} may be a tenth cheaper or half as dear again.`,
        ],
        [
            replication !== undefined && !Object.hasOwn(PRICES, replication.region),
            `The copies are priced as if ${replication?.region ?? ""} cost what the bucket's own Region costs.`,
        ],
        [
            replication?.deleteMarkers === false,
            "Deletions are not copied: the copy grows every month by all that is written. What lies there is priced as of the end of the first month.",
        ],
        [
            audit.trail !== "none",
            "CloudTrail's first copy of management events in a Region is free; where the account has another trail, the stack's is the second, at 2 USD for 100,000 events.",
        ],
        [
            bucket.archive !== undefined,
            "Intelligent-Tiering is priced as if nobody read an object: each that is read goes back to the frequent tier. Tempo cannot read archived ones.",
        ],
    ];
    return all.flatMap(([holds, text]) => (holds ? [text] : []));
}
