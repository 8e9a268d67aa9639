// What `sweep` and the leak check look at, and what `sweep` takes away: ephemeral stacks only.
import { LEFTOVERS, SWEEP_BUCKET, SWEEP_POLICY, SWEEP_ROLE } from "../calls/sweep.ts";
import { ANYTHING, at, type Need } from "../need.ts";
import type { PermissionSubject } from "../subject.ts";
import { bucketPlaces } from "./bucket.ts";
import { rolePlaces } from "./role.ts";

/** Nothing of a production stack is ever swept. */
export function sweepNeeds(subject: PermissionSubject): Need[] {
    if (subject.profile === "production") return [];
    const places = {
        ...bucketPlaces(subject, subject.bucketName),
        ...rolePlaces(subject),
        anything: at(...ANYTHING),
    };
    return [LEFTOVERS, SWEEP_BUCKET, SWEEP_ROLE, SWEEP_POLICY].map((table) => ({ table, places }));
}
