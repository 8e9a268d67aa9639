// The cluster answers, and takes whoever asks.
import { describeAnswer, textAt } from "../../cluster/answers.ts";
import type { Check } from "./check.ts";
import { notTold } from "./check.ts";

/** Asks the API server for its version. */
export const clusterReachable: Check = {
    name: "cluster",
    required: true,
    look: async ({ cluster: connect, signal }) => {
        const cluster = await connect();
        const answer = await cluster.ask("/version", { signal });
        if (answer.status === 401) {
            return {
                status: "failed",
                expected: `${cluster.server} to take the user of context ${cluster.context}`,
                found: describeAnswer(answer),
                remedy: "Log in again (`oc login`), or give the job a service account of the cluster",
            };
        }
        if (answer.status !== 200) return notTold(answer);
        const version = textAt(answer.body, "gitVersion");
        return {
            status: "ok",
            found: `Kubernetes ${version} at ${cluster.server} (context ${cluster.context})`,
        };
    },
};
