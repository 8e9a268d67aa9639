import { expect } from "chai";

import {
    dashboard,
    DASHBOARD_LABEL,
    dashboardName,
} from "../../../../components/pure/manifests/dashboard.ts";
import {
    ALERT_RUNBOOKS,
    prometheusRuleManifest,
} from "../../../../components/pure/manifests/prometheus-rule.ts";

const TEMPO = { namespace: "traces", tempoName: "tmstack" };
const SERIES = 'namespace="traces",cluster="tmstack"';

/** The metrics that Tempo 2.10 has, as its source names them. */
const METRICS =
    /\b(?:tempodb_backend_request_duration_seconds_(?:count|bucket)|tempo_ingester_failed_flushes_total|tempodb_blocklist_poll_errors_total)\b/;

describe("the PrometheusRule of a Tempo", () => {
    const { metadata, spec, ...rest } = prometheusRuleManifest({ ...TEMPO, labels: { ours: "1" } });
    const rules = spec.groups.flatMap((group) => group.rules);

    it("is a resource of the Prometheus operator in Tempo's namespace", () => {
        expect(rest).to.deep.equal({
            apiVersion: "monitoring.coreos.com/v1",
            kind: "PrometheusRule",
        });
        expect(metadata).to.deep.equal({
            name: "tempo-tmstack-object-store",
            namespace: "traces",
            labels: { ours: "1" },
        });
        expect(spec.groups.map(({ name }) => name)).to.deep.equal(["tempo-object-store"]);
    });

    it("alerts on refusals, errors, slowness and blocks that do not get out", () => {
        expect(
            rules.map(({ alert, expr, for: lasting, labels }) => [
                alert,
                expr,
                lasting,
                labels.severity,
            ]),
        ).to.deep.equal([
            [
                "TempoObjectStoreDenied",
                `sum by (namespace, cluster, job) (rate(tempodb_backend_request_duration_seconds_count{${SERIES},status_code="403"}[5m])) > 0`,
                "5m",
                "critical",
            ],
            [
                "TempoObjectStoreErrors",
                `sum by (namespace, cluster, job) (rate(tempodb_backend_request_duration_seconds_count{${SERIES},status_code=~"429|5.."}[5m])) / sum by (namespace, cluster, job) (rate(tempodb_backend_request_duration_seconds_count{${SERIES}}[5m])) > 0.05`,
                "15m",
                "warning",
            ],
            [
                "TempoObjectStoreSlow",
                `histogram_quantile(0.99, sum by (namespace, cluster, job, operation, le) (rate(tempodb_backend_request_duration_seconds_bucket{${SERIES}}[5m]))) > 2.5`,
                "15m",
                "warning",
            ],
            [
                "TempoBlocksNotFlushed",
                `sum by (namespace, cluster, job) (rate(tempo_ingester_failed_flushes_total{${SERIES}}[15m])) > 0`,
                "15m",
                "critical",
            ],
        ]);
    });

    it("says what each alert means, and where its runbook is", () => {
        for (const { alert, annotations } of rules) {
            expect(annotations.summary, alert).to.match(/^[A-Z].*[^.]$/);
            expect(annotations.description, alert).to.contain("{{ $labels.job }}");
        }
        const runbooks = rules.map(({ annotations }) => annotations.runbook_url);
        expect(runbooks).to.deep.equal(
            Object.values(ALERT_RUNBOOKS).map((name) => `docs/runbooks/${name}.md`),
        );
        const elsewhere = prometheusRuleManifest({ ...TEMPO, runbooks: "https://example.com/r/" });
        expect(elsewhere.spec.groups[0]?.rules[0]?.annotations.runbook_url).to.equal(
            "https://example.com/r/tempo-object-store-denied.md",
        );
    });
});

describe("the dashboard of a Tempo", () => {
    const board = dashboard(TEMPO);

    it("is one that Grafana imports: an own id, a data source to choose, panels that do not overlap", () => {
        expect(board.uid).to.match(/^[A-Za-z0-9_-]{1,40}$/);
        expect(dashboard({ ...TEMPO, namespace: "other" }).uid).to.not.equal(board.uid);
        expect(board.title).to.equal("Tempo traces/tmstack: object store");
        expect(board.schemaVersion).to.be.a("number").and.to.be.greaterThan(30);
        expect(board.templating.list).to.deep.equal([
            {
                name: "datasource",
                label: "Data source",
                type: "datasource",
                query: "prometheus",
                refresh: 1,
                hide: 0,
            },
        ]);
        expect(new Set(board.panels.map(({ id }) => id)).size).to.equal(board.panels.length);
        const cells = board.panels.flatMap(({ gridPos: { h, w, x, y } }) => {
            expect(x + w).to.be.at.most(24);
            return Array.from({ length: h * w }, (_, cell) =>
                [x + (cell % w), y + Math.floor(cell / w)].join(),
            );
        });
        expect(new Set(cells).size).to.equal(cells.length);
    });

    it("asks in every panel for a metric that Tempo has, of this Tempo alone", () => {
        const source = { type: "prometheus", uid: "${datasource}" };
        for (const panel of board.panels) {
            expect(panel.type).to.equal("timeseries");
            expect(panel.title.length * panel.description.length, panel.title).to.be.above(0);
            expect(panel.datasource).to.deep.equal(source);
            expect(panel.fieldConfig.defaults.unit).to.match(/^(?:reqps|s|short)$/);
            expect(panel.targets, panel.title).to.not.deep.equal([]);
            expect(panel.targets.map(({ refId }) => refId)).to.deep.equal(
                ["A", "B"].slice(0, panel.targets.length),
            );
            for (const { expr, datasource, legendFormat } of panel.targets) {
                expect(expr).to.match(METRICS).and.to.contain(`{${SERIES}`);
                expect(balanced(expr), expr).to.equal(true);
                expect(expr).to.contain("[$__rate_interval]");
                expect(datasource).to.deep.equal(source);
                expect(legendFormat).to.match(/^\{\{\w+\}\}/);
            }
        }
    });

    it("survives JSON", () => {
        expect(JSON.parse(JSON.stringify(board))).to.deep.equal(board);
        expect(dashboardName("tmstack")).to.equal("tempo-tmstack-dashboard");
        expect(DASHBOARD_LABEL).to.deep.equal({ grafana_dashboard: "1" });
    });
});

function balanced(expression: string): boolean {
    const open: string[] = [];
    const closing: Readonly<Record<string, string>> = { ")": "(", "}": "{", "]": "[" };
    for (const character of expression.replace(/"[^"]*"/g, "")) {
        if ("({[".includes(character)) open.push(character);
        else if (character in closing && open.pop() !== closing[character]) return false;
    }
    return open.length === 0;
}
