// When Intelligent-Tiering can archive anything at all.
import type { Problem } from "../problems.ts";
import { daySeconds, retentionOf } from "../retention.ts";
import type { Features } from "./features.ts";

const TIERS = ["archiveDays", "deepArchiveDays"] as const;

/** Archives hold what Intelligent-Tiering holds, in one tier and later in the other. */
export function archivesHoldSomething({ bucket }: Features): Problem[] {
    const { archive, lifecycle } = bucket ?? {};
    if (archive === undefined || lifecycle === undefined) {
        return [];
    }
    const { archiveDays, deepArchiveDays } = archive;
    const problems: Problem[] = [];
    if (archiveDays === undefined && deepArchiveDays === undefined) {
        problems.push({
            path: "bucket.archive",
            expected: "archiveDays or deepArchiveDays",
            found: "neither",
            remedy: "Give one of them, or leave bucket.archive out",
        });
    }
    if (
        archiveDays !== undefined &&
        deepArchiveDays !== undefined &&
        deepArchiveDays <= archiveDays
    ) {
        problems.push({
            path: "bucket.archive.deepArchiveDays",
            expected: `more than the ${archiveDays} of archiveDays`,
            found: String(deepArchiveDays),
            remedy: "Raise it, or leave one of the two out",
        });
    }
    if (moveToTiering({ bucket }) === undefined) {
        problems.push({
            path: "bucket.archive",
            expected: "a move to INTELLIGENT_TIERING in bucket.lifecycle.transitions",
            found: "none: Intelligent-Tiering would have nothing to archive",
            remedy: "Add { storageClass: INTELLIGENT_TIERING, days: 0 }, or leave bucket.archive out",
        });
    }
    return problems;
}

/** Nothing is archived that Tempo has deleted before. */
export function archivesComeBeforeTheEnd({ bucket, retention }: Features): Problem[] {
    const kept = retentionOf(retention);
    const moved = moveToTiering({ bucket });
    const { archive } = bucket ?? {};
    if (archive === undefined || kept === undefined || moved === undefined) {
        return [];
    }
    return TIERS.flatMap((tier): Problem[] => {
        const days = archive[tier];
        if (days === undefined || daySeconds(moved + days) < kept.seconds) {
            return [];
        }
        return [
            {
                path: `bucket.archive.${tier}`,
                expected: `a time that comes: Tempo deletes after ${kept.text}`,
                found: `${days} days without access, at the earliest ${moved + days} days after the object was written`,
                remedy: `Set retention to more than ${(moved + days) * 24}h, or leave it out`,
            },
        ];
    });
}

function moveToTiering({ bucket }: Pick<Features, "bucket">): number | undefined {
    return bucket?.lifecycle.transitions.find(
        ({ storageClass }) => storageClass === "INTELLIGENT_TIERING",
    )?.days;
}
