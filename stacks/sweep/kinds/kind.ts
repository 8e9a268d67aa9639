// What a sweep can do with one kind of thing.
import type { Cluster } from "../../cluster/connection.ts";
import type { Clock } from "../../waiting/clock.ts";
import type { AwsAccess } from "../aws-access.ts";
import type { OwnedThing } from "../owned-thing.ts";

/** With what things in AWS are found, looked at again and deleted. */
export interface AwsTools {
    readonly aws: AwsAccess;
    /** The account that is swept, where it is known: S3 then refuses a bucket of any other. */
    readonly accountId?: string | undefined;
    /** What is older is not looked at: a call for each role of an account is much. @default - all is looked at */
    readonly since?: Date | undefined;
}

/** The same for things in the cluster. */
export interface ClusterTools {
    readonly cluster: Cluster;
    readonly clock: Clock;
    readonly signal?: AbortSignal | undefined;
}

/** One kind of thing. */
export interface Kind<Tools> {
    /** All that carry a mark of ours or are called as ours are; what could not be looked at is among them, with the reason. */
    readonly list: (tools: Tools) => Promise<OwnedThing[]>;
    /** The thing as it is now; undefined when it is gone. @throws Error when it cannot be read */
    readonly read: (tools: Tools, thing: OwnedThing) => Promise<OwnedThing | undefined>;
    /** Deletes it, and waits until it is gone. @throws Error when it does not go */
    readonly remove: (tools: Tools, thing: OwnedThing) => Promise<void>;
}
