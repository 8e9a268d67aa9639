// What `sweep` and the leak check look at, and what `sweep` takes away: ephemeral stacks only.
import { LEFTOVERS, SWEEP_BUCKET, SWEEP_POLICY, SWEEP_ROLE } from "../calls/sweep.ts";
import { ownBuckets, ownRoles } from "../names.ts";
import { ANYTHING, at, type Need } from "../need.ts";
import type { PermissionSubject } from "../subject.ts";
import { bucketPlaces } from "./bucket.ts";
import { rolePlaces } from "./role.ts";

/** Nothing of a production stack is ever swept. */
export function sweepNeeds(subject: PermissionSubject): Need[] {
    if (subject.profile === "production") return [];
    const [buckets, roles] = [ownBuckets(subject), ownRoles(subject)];
    const anything = { anything: at(...ANYTHING) };
    // Behind a pattern there may be stacks of either kind.
    const managed = subject.policyKind === "managed" || subject.roleName.includes("*");
    return [
        { table: LEFTOVERS, places: anything },
        ...buckets.map((name) => ({ table: SWEEP_BUCKET, places: bucketPlaces(subject, name) })),
        ...roles.map((name) => ({ table: SWEEP_ROLE, places: rolePlaces(subject, name) })),
        ...(managed
            ? [{ table: SWEEP_POLICY, places: rolePlaces(subject, subject.roleName) }]
            : []),
    ];
}
