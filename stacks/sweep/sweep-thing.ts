// Deletes one thing that is ours and over, unless it is no longer what it was when that was decided.
import { AWS_KINDS, CLUSTER_KINDS } from "./inventory.ts";
import type { AwsTools, ClusterTools, Kind } from "./kinds/kind.ts";
import { sameMarks } from "./marks.ts";
import type { OwnedThing } from "./owned-thing.ts";
import type { SweepRow } from "./report.ts";

/** With what things are deleted. */
export interface SweepTools {
    readonly aws: AwsTools;
    /** @default - none: what is in a cluster cannot be deleted */
    readonly cluster?: ClusterTools | undefined;
}

/** Reads a thing's marks anew, and deletes it where they are the same. @throws Error when it cannot be read or deleted */
export async function sweepThing(
    thing: OwnedThing,
    { aws, cluster }: SweepTools,
): Promise<Pick<SweepRow, "state" | "message">> {
    const inAws = AWS_KINDS[thing.kind];
    if (inAws !== undefined) {
        return removeUnchanged(thing, inAws, aws);
    }
    const inCluster = CLUSTER_KINDS[thing.kind];
    if (inCluster === undefined || cluster === undefined) {
        throw new Error("there is no connection to a cluster");
    }
    return removeUnchanged(thing, inCluster, cluster);
}

async function removeUnchanged<Tools>(
    thing: OwnedThing,
    kind: Kind<Tools>,
    tools: Tools,
): Promise<Pick<SweepRow, "state" | "message">> {
    const now = await kind.read(tools, thing);
    if (now === undefined) {
        return { state: "done", message: "it was gone already" };
    }
    if (now.id !== thing.id || !sameMarks(now.marks, thing.marks)) {
        return { state: "kept", message: "left alone: it changed since the sweep was planned" };
    }
    await kind.remove(tools, now);
    return { state: "done" };
}
