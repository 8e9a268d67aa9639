// Finds what could be ours in AWS and in the cluster, by tags and labels; refusals are findings too.
import type { AwsConnection } from "../aws/connection.ts";
import type { Cluster } from "../cluster/connection.ts";
import { SYSTEM_CLOCK } from "../waiting/clock.ts";
import { type AskOptions, openAws } from "./aws-access.ts";
import { BUCKETS } from "./kinds/buckets.ts";
import type { AwsTools, ClusterTools, Kind } from "./kinds/kind.ts";
import { NAMESPACES } from "./kinds/namespaces.ts";
import { CONFIG_MAPS, JOBS, SECRETS, TEMPO_STACKS } from "./kinds/objects.ts";
import { POLICIES } from "./kinds/policies.ts";
import { ROLES } from "./kinds/roles.ts";
import type { OwnedThing, ThingKind } from "./owned-thing.ts";

/** Where to look. */
export interface InventoryRequest extends AskOptions {
    readonly aws: AwsConnection;
    /** The account, where it is known. @default - not known: S3 then answers for buckets of others too */
    readonly accountId?: string | undefined;
    /** @default - AWS only */
    readonly cluster?: Cluster | undefined;
}

/** The kinds in AWS. */
export const AWS_KINDS: Readonly<Partial<Record<ThingKind, Kind<AwsTools>>>> = {
    bucket: BUCKETS,
    role: ROLES,
    policy: POLICIES,
};

/** The kinds in a cluster. */
export const CLUSTER_KINDS: Readonly<Partial<Record<ThingKind, Kind<ClusterTools>>>> = {
    namespace: NAMESPACES,
    job: JOBS,
    "tempo-stack": TEMPO_STACKS,
    "config-map": CONFIG_MAPS,
    secret: SECRETS,
};

/**
 * All that carries a mark of ours, or is called as ours are, whole or not; which of it is ours without a doubt, the plan
 * decides. What could not be looked at is in the list with the reason: nothing is passed over in silence, and no refusal of
 * AWS or of the cluster ends it.
 *
 * @throws the signal's reason when it is given
 */
export async function inventory(request: InventoryRequest): Promise<OwnedThing[]> {
    const { aws: connection, accountId, cluster, signal, clock = SYSTEM_CLOCK } = request;
    const aws = await openAws(connection, request);
    try {
        const inAws = Object.values(AWS_KINDS).map((kind) => kind.list({ aws, accountId }));
        const inCluster =
            cluster === undefined
                ? []
                : Object.values(CLUSTER_KINDS).map((kind) => kind.list({ cluster, clock, signal }));
        const found = (await Promise.all([...inAws, ...inCluster])).flat();
        signal?.throwIfAborted();
        return found;
    } finally {
        aws.close();
    }
}
