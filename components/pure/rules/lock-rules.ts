// When objects can be locked.
import type { Problem } from "../problems.ts";
import type { Features } from "./features.ts";

/** Locks are of production, and of versions. */
export function locksArePossible({ bucket, profile }: Features): Problem[] {
    const { objectLock, versioning } = bucket ?? {};
    if (objectLock === undefined) {
        return [];
    }
    const problems: Problem[] = [];
    if (profile === "ephemeral") {
        problems.push({
            path: "bucket.objectLock",
            expected:
                "no lock in a stack of the profile ephemeral: destroy has to empty its bucket",
            found: `${objectLock.mode} for ${objectLock.days} days`,
            remedy: "Leave it out, or set profile to production",
        });
    }
    if (versioning?.enabled !== true) {
        problems.push({
            path: "bucket.objectLock",
            expected: "bucket.versioning.enabled true: S3 locks versions",
            found: "bucket.versioning.enabled false",
            remedy: "Set bucket.versioning.enabled to true, or leave bucket.objectLock out",
        });
    }
    return problems;
}
