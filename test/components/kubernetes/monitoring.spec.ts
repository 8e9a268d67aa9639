import { expect } from "chai";

import { dashboard } from "../../../components/pure/manifests/dashboard.ts";
import { prometheusRuleManifest } from "../../../components/pure/manifests/prometheus-rule.ts";
import { deploy } from "../../support/mocks.ts";
import { LABELS, make } from "../stack-fixture.ts";

const TEMPO = { namespace: "chainsaw-awssts-tempo", tempoName: "tmstack" };

describe("the monitoring of a Tempo in its cluster", () => {
    it("is nothing unless it is asked for", async () => {
        const { resources } = await deploy(make());
        expect(resources.filter(({ name }) => name.includes("monitoring"))).to.deep.equal([]);
    });

    it("is a PrometheusRule in Tempo's namespace", async () => {
        const { resource, resources } = await deploy(
            make({ watch: { prometheusRule: true, runbooks: "https://example.com/r" } }),
        );
        const rule = resource("tracing-monitoring-rule");
        expect(rule.type).to.equal("kubernetes:monitoring.coreos.com/v1:PrometheusRule");
        expect(rule.inputs).to.deep.equal(
            prometheusRuleManifest({ ...TEMPO, runbooks: "https://example.com/r", labels: LABELS }),
        );
        expect(rule.dependencies).to.include("tracing-namespace");
        expect(resources.some(({ name }) => name.endsWith("-dashboard"))).to.equal(false);
    });

    it("is a dashboard in a ConfigMap that Grafana finds", async () => {
        const { resource, resources } = await deploy(make({ watch: { dashboard: true } }));
        const { metadata, data } = resource("tracing-monitoring-dashboard").inputs;
        expect(metadata).to.deep.equal({
            name: "tempo-tmstack-dashboard",
            namespace: TEMPO.namespace,
            labels: { ...LABELS, grafana_dashboard: "1" },
        });
        const files = Object.entries(data as Record<string, string>);
        expect(files.map(([name]) => name)).to.deep.equal(["tempo-object-store.json"]);
        expect(files.map(([, text]) => JSON.parse(text) as unknown)).to.deep.equal([
            dashboard(TEMPO),
        ]);
        expect(resources.some(({ type }) => type.endsWith("PrometheusRule"))).to.equal(false);
    });

    it("makes the operator tell Prometheus of Tempo's pods", async () => {
        const observability = async (serviceMonitors: boolean): Promise<unknown> => {
            const { resource } = await deploy(make({ watch: { serviceMonitors } }));
            const { spec } = resource("tracing-tempo-stack").inputs;
            return (spec as Record<string, unknown>)["observability"];
        };
        expect(await observability(true)).to.deep.equal({
            metrics: { createServiceMonitors: true },
        });
        expect(await observability(false)).to.equal(undefined);
    });
});
