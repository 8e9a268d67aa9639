// The TempoStack as it is: what was asked for, and what the operator says of it.
import { valueAt } from "../../cluster/answers.ts";
import { ask, type PartTools } from "./part.ts";

/** Its specification, which holds names of Secrets and none of their data, and its status with all conditions. */
export async function tempoStackText(tools: PartTools): Promise<string> {
    const { namespace, tempoName } = tools.settings;
    const path = `/apis/tempo.grafana.com/v1alpha1/namespaces/${namespace}/tempostacks/${tempoName}`;
    const body = await ask(tools, path);
    const parts = {
        generation: valueAt(body, "metadata", "generation"),
        labels: valueAt(body, "metadata", "labels"),
        deletionTimestamp: valueAt(body, "metadata", "deletionTimestamp"),
        finalizers: valueAt(body, "metadata", "finalizers"),
        spec: valueAt(body, "spec"),
        status: valueAt(body, "status"),
    };
    return JSON.stringify(parts, null, 2);
}
