// What is said about versions that nobody keeps.
import type { Problem } from "../problems.ts";
import type { Features } from "./features.ts";

const DEFAULT_DAYS = 7;

/** Who says how long old versions stay, wants them kept. */
export function versionsAreKept({ bucket }: Features): Problem[] {
    const { enabled = true, noncurrentDays } = bucket?.versioning ?? {};
    if (enabled || noncurrentDays === DEFAULT_DAYS) {
        return [];
    }
    return [
        {
            path: "bucket.versioning.noncurrentDays",
            expected: "bucket.versioning.enabled true beside it: without, nothing is kept at all",
            found: `${noncurrentDays}, and bucket.versioning.enabled false`,
            remedy: "Set bucket.versioning.enabled to true, or leave noncurrentDays out",
        },
    ];
}
