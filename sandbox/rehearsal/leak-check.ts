/** What is left after destroy, and what of others was touched on the way. */
import { compareSnapshots, snapshot as awsSnapshot } from "../aws/snapshot.ts";
import type { Sandbox } from "../sandbox.ts";
import { clusterSnapshot } from "./cluster-snapshot.ts";

/** Everything there was at one moment, in AWS and in the cluster, by name. */
export type Inventory = ReadonlyMap<string, string>;

/** What a comparison of two moments found. */
export interface LeakCheck {
    /** What was not there before. */
    readonly leftovers: readonly string[];
    /** What was there before and is gone or changed. */
    readonly bystandersTouched: readonly string[];
    /** How many things were compared. */
    readonly watched: number;
}

/**
 * Takes stock.
 *
 * @param namespaces only these of the cluster, where others are at work in it too
 */
export async function takeInventory(
    { aws, cluster }: Sandbox,
    namespaces?: readonly string[],
): Promise<Inventory> {
    const found = await Promise.all([awsSnapshot(aws), clusterSnapshot(cluster, namespaces)]);
    return new Map(found.flatMap((each) => [...each]));
}

/** Compares what there was with what there is. */
export function checkLeaks(before: Inventory, after: Inventory): LeakCheck {
    const { added, removed, changed } = compareSnapshots(before, after);
    return {
        leftovers: added,
        bystandersTouched: [
            ...removed.map((name) => `${name} (gone)`),
            ...changed.map((name) => `${name} (changed)`),
        ],
        watched: before.size,
    };
}
