import { expect } from "chai";

import { ClusterUnreachable, type Cluster } from "../../../stacks/cluster/connection.ts";
import { prometheusRuleProblems } from "../../../stacks/cluster/monitoring.ts";

function cluster(status: number, body?: unknown): Cluster {
    return {
        context: "dev",
        server: "https://api.example.com:6443",
        ask: (path) => {
            expect(path).to.equal("/apis/monitoring.coreos.com/v1");
            return Promise.resolve({ status, body });
        },
    };
}

describe("whether a cluster takes a PrometheusRule", () => {
    it("does not matter where it does", async () => {
        const served = { resources: [{ kind: "ServiceMonitor" }, { kind: "PrometheusRule" }] };
        expect(await prometheusRuleProblems(cluster(200, served))).to.deep.equal([]);
    });

    it("is told, with what to do, where it does not", async () => {
        const [problem, ...others] = await prometheusRuleProblems(cluster(404));
        expect(others).to.deep.equal([]);
        expect(problem).to.deep.equal({
            path: "watch.prometheusRule",
            expected: "a cluster that serves PrometheusRule in monitoring.coreos.com/v1",
            found: "status 404 (context dev at https://api.example.com:6443)",
            remedy: "Set it to false, or install the Prometheus operator; OpenShift has it, and user workload monitoring (docs/watch.md) makes it look at Tempo's namespace",
        });
        const without = { resources: [{ kind: "ServiceMonitor" }] };
        const [half] = await prometheusRuleProblems(cluster(200, without));
        expect(half?.found).to.contain("the group without it");
    });

    it("is left to whoever makes it where the cluster does not tell", async () => {
        expect(await prometheusRuleProblems(cluster(403))).to.deep.equal([]);
        const silent: Cluster = {
            ...cluster(0),
            ask: () => Promise.reject(new ClusterUnreachable("https://x", new Error("no"))),
        };
        expect(await prometheusRuleProblems(silent)).to.deep.equal([]);
    });
});
