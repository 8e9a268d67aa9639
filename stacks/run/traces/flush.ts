// Asks the ingesters to write what they hold, so that a proof need not wait for their own time.
import { operandSelector } from "../../../components/pure/names/operand-names.ts";
import { PORTS } from "../../../components/pure/endpoints.ts";
import { describeAnswer, listAt, textAt } from "../../cluster/answers.ts";
import { ClusterUnreachable, type Cluster } from "../../cluster/connection.ts";

/**
 * Asks every ingester through the API server's proxy, and says what came of it. With the operator's usual encryption an
 * ingester answers only to those with a certificate of the operator's, which the API server has not: then its own time,
 * ten minutes, has to be waited for.
 *
 * @see https://grafana.com/docs/tempo/latest/api_docs/#flush
 */
export async function flushIngesters(
    cluster: Cluster,
    { namespace, tempoName }: { readonly namespace: string; readonly tempoName: string },
    signal: AbortSignal,
): Promise<string> {
    const selector = `${operandSelector(tempoName)},app.kubernetes.io/component=ingester`;
    const path = `/api/v1/namespaces/${namespace}/pods`;
    try {
        const query = `?labelSelector=${encodeURIComponent(selector)}`;
        const answer = await cluster.ask(`${path}${query}`, { signal });
        if (answer.status !== 200) return `not asked to flush: ${describeAnswer(answer)}`;
        const names = listAt(answer.body, "items").map((pod) => textAt(pod, "metadata", "name"));
        const asked = await Promise.all(
            names.map(async (name) => flush(cluster, `${path}/%s:${name}:${PORTS.query}`, signal)),
        );
        if (asked.length === 0) return "not asked to flush: there is no ingester pod";
        const refused = asked.filter((each) => each !== undefined);
        return refused.length === 0
            ? `${asked.length} asked to flush`
            : `not flushed on request (${refused[0] ?? ""}): its own time is waited for`;
    } catch (error) {
        if (error instanceof ClusterUnreachable) return `not asked to flush: ${error.message}`;
        throw error;
    }
}

/** Undefined where it went well. */
async function flush(
    cluster: Cluster,
    pod: string,
    signal: AbortSignal,
): Promise<string | undefined> {
    let refusal = "";
    for (const scheme of ["http", "https"]) {
        const path = `${pod.replace("%s", scheme)}/proxy/flush`;
        const answer = await cluster.ask(path, { as: "text", signal });
        if (answer.status >= 200 && answer.status < 300) return undefined;
        refusal = `status ${answer.status}`;
    }
    return refusal;
}
