// All causes, in the order of the chain.
import { CHAIN } from "../chain.ts";
import { AWS_CAUSES } from "./aws.ts";
import type { Cause } from "./cause.ts";
import { CLUSTER_CAUSES } from "./cluster.ts";

/** A cause with its id. */
export interface NamedCause extends Cause {
    readonly id: string;
}

/** Every cause; those of a link in the order in which it looks for them. */
export function allCauses(): readonly NamedCause[] {
    const named = Object.entries<Cause>({ ...AWS_CAUSES, ...CLUSTER_CAUSES }).map(
        ([id, cause]): NamedCause => ({ id, ...cause }),
    );
    return CHAIN.flatMap(({ id }) => named.filter(({ link }) => link === id));
}
