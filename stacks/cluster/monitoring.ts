// Whether the cluster takes a PrometheusRule: else its API would only say that there is no such kind, halfway through an update.
import type { Problem } from "../../components/pure/problems.ts";
import { describeAnswer, listAt, textAt } from "./answers.ts";
import { ClusterUnreachable, type Cluster } from "./connection.ts";

const GROUP = "monitoring.coreos.com";
const VERSION = "v1";
const KIND = "PrometheusRule";

/**
 * What keeps the cluster from taking a PrometheusRule. Asks by discovery, which everybody may. A cluster that does not answer
 * for certain is no problem here: who makes the rule will hear more.
 */
export async function prometheusRuleProblems(
    cluster: Cluster,
    signal?: AbortSignal,
): Promise<Problem[]> {
    const answer = await cluster
        .ask(`/apis/${GROUP}/${VERSION}`, { signal })
        .catch((error: unknown) => {
            if (error instanceof ClusterUnreachable) return undefined;
            throw error;
        });
    const kinds = listAt(answer?.body, "resources").map((each) => textAt(each, "kind"));
    const missing = answer?.status === 404 || (answer?.status === 200 && !kinds.includes(KIND));
    if (answer === undefined || !missing) {
        return [];
    }
    const found = answer.status === 404 ? describeAnswer(answer) : "the group without it";
    return [
        {
            path: "watch.prometheusRule",
            expected: `a cluster that serves ${KIND} in ${GROUP}/${VERSION}`,
            found: `${found} (context ${cluster.context} at ${cluster.server})`,
            remedy: "Set it to false, or install the Prometheus operator; OpenShift has it, and user workload monitoring (docs/watch.md) makes it look at Tempo's namespace",
        },
    ];
}
