/** The contexts of the kubeconfig, where there is one. */
import { loadKubeConfig } from "../../stacks/cluster/kubeconfig.ts";
import type { Contexts } from "./questions.ts";

/** Never rejects: a stack can be written down where no cluster is. */
export async function contextsIn(
    env: Readonly<Record<string, string | undefined>>,
): Promise<Contexts> {
    try {
        const config = await loadKubeConfig({}, env);
        const names = config.getContexts().map(({ name }) => name);
        return { current: config.getCurrentContext(), names };
    } catch {
        return { current: undefined, names: [] };
    }
}
