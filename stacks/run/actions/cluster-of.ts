// The cluster of a run's settings, asked with the run's own environment.
import { connectCluster, type Cluster } from "../../cluster/connection.ts";
import type { PhaseContext } from "../options.ts";

/** Connects; asks nothing yet. @throws SettingsError when there is no cluster to connect to */
export async function clusterOf({
    settings,
    env,
    target,
}: Pick<PhaseContext, "settings" | "env" | "target">): Promise<Cluster> {
    return connectCluster(settings.kubernetes, { ...env, ...target.env });
}
