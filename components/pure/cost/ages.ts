// How long an object spends in which class, from the day it is written to the day it is gone.
import type { BucketFeatures } from "../options/bucket.ts";
import { exact, least, minus, most, NOTHING, plus, type Exact } from "./exact.ts";
import type { StoredClass } from "./prices.ts";

/** Days in one class. */
export interface Stay {
    readonly storedClass: StoredClass;
    readonly days: Exact;
    /** Whether a lifecycle rule moves the object in. */
    readonly moved: boolean;
}

type Step = readonly [from: number, storedClass: StoredClass, moved: boolean];

/** The days an object is in each class, if Tempo keeps it for so long; Intelligent-Tiering as if nobody read it. */
export function staysOf(
    bucket: Pick<BucketFeatures, "lifecycle" | "archive">,
    keptDays: Exact,
): Stay[] {
    const steps = stepsOf(bucket);
    return steps.flatMap(([from, storedClass, moved], at) => {
        const until = steps[at + 1]?.[0];
        const end = until === undefined ? keptDays : least(keptDays, exact(until));
        const days = most(minus(end, exact(from)), NOTHING);
        return days.over === 0n ? [] : [{ storedClass, days, moved }];
    });
}

/** The sum of the days. */
export function daysIn(stays: readonly Stay[]): Exact {
    return plus(...stays.map(({ days }) => days));
}

function stepsOf({
    lifecycle,
    archive,
}: Pick<BucketFeatures, "lifecycle" | "archive">): readonly Step[] {
    const moves = lifecycle.transitions.flatMap(({ storageClass, days }): Step[] =>
        storageClass === "INTELLIGENT_TIERING"
            ? tiersFrom(days, archive)
            : [[days, storageClass, true]],
    );
    const first: Step = [0, "STANDARD", false];
    // Of two that begin on the same day the later one counts.
    return [first, ...moves].filter(([from], at, all) =>
        all.every(([later], other) => other <= at || later > from),
    );
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering-overview.html */
function tiersFrom(from: number, archive: BucketFeatures["archive"]): Step[] {
    const { archiveDays, deepArchiveDays } = archive ?? {};
    const steps: Step[] = [
        [from, "IT_FREQUENT", true],
        [from + 30, "IT_INFREQUENT", false],
        [from + 90, "IT_ARCHIVE_INSTANT", false],
    ];
    if (archiveDays !== undefined) steps.push([from + archiveDays, "IT_ARCHIVE", false]);
    if (deepArchiveDays !== undefined) {
        steps.push([from + deepArchiveDays, "IT_DEEP_ARCHIVE", false]);
    }
    return steps;
}
