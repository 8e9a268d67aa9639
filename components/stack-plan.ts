// What the children of a TempoStsStack share.
import * as pulumi from "@pulumi/pulumi";

import { ClusterAuthentication } from "./kubernetes/cluster-authentication.ts";
import { childNames, ownership, type ChildNames, type Ownership } from "./naming.ts";
import { partitionOfRegion, type Partition } from "./pure/partition.ts";
import { serviceAccountNames } from "./pure/service-accounts.ts";
import type { SettledArgs } from "./settled-args.ts";

/** What all children share. */
export interface Plan {
    readonly parent: pulumi.Resource;
    readonly args: SettledArgs;
    readonly names: ChildNames;
    readonly ownership: Ownership;
    readonly issuer: pulumi.Output<string>;
    readonly partition: pulumi.Output<Partition>;
    readonly serviceAccounts: pulumi.Output<string[]>;
}

/** Lays out what the children share; reads the cluster's issuer when it is not given. */
export function layOut(name: string, args: SettledArgs, parent: pulumi.Resource): Plan {
    const names = childNames(name);
    const { jaegerQuery } = args;
    return {
        parent,
        args,
        names,
        ownership: ownership(args, parent),
        issuer: args.issuer ?? new ClusterAuthentication(names.authentication, { parent }).issuer,
        partition: args.region.apply(partitionOf),
        serviceAccounts: args.tempoName.apply((tempoName) =>
            serviceAccountNames({ tempoName, jaegerQuery }),
        ),
    };
}

function partitionOf(region: string): Partition {
    const partition = partitionOfRegion(region);
    if (partition === undefined) {
        throw new RangeError(`Expected a Region of a known partition, got ${region}.`);
    }
    return partition;
}
