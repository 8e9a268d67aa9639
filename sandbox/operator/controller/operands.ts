/** Everything that the operator makes for one TempoStack. */
import type { ClusterObject } from "../cluster/objects.ts";
import { COMPONENTS } from "./components.ts";
import { exposure } from "./exposure.ts";
import type { Instance } from "./instance.ts";
import { serviceAccounts } from "./service-accounts.ts";
import { tempoConfig } from "./tempo-config.ts";
import { services, workload } from "./workload-objects.ts";

/** The objects in waves: each wave has to be there before the next is made. */
export async function operands(instance: Instance): Promise<readonly (readonly ClusterObject[])[]> {
    const config = await tempoConfig(instance);
    return [
        // No pod is admitted before its service account exists.
        [...serviceAccounts(instance), config.configMap],
        [
            ...COMPONENTS.map((component) => workload(instance, component, config.hash)),
            ...services(instance),
            ...exposure(instance),
        ],
    ];
}

/** Kinds of which nothing may stay that the instance no longer asks for. */
export const PRUNED_KINDS = ["Deployment", "Service", "Ingress", "Route"] as const;
