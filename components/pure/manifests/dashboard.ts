// A Grafana dashboard of Tempo and its object store, as data: requests, refusals, latency, flushes, the block list.
import { shortHash } from "../names/physical-names.ts";
import { BACKEND_HISTOGRAM, seriesOf } from "./prometheus-rule.ts";

/** What the dashboard is made of. */
export interface DashboardArgs {
    readonly namespace: string;
    readonly tempoName: string;
}

/** A query of a panel. */
export interface DashboardTarget {
    readonly refId: string;
    readonly expr: string;
    readonly legendFormat: string;
    readonly datasource: Datasource;
}

/** A panel of the dashboard. */
export interface DashboardPanel {
    readonly id: number;
    readonly type: "timeseries";
    readonly title: string;
    readonly description: string;
    readonly datasource: Datasource;
    readonly gridPos: {
        readonly h: number;
        readonly w: number;
        readonly x: number;
        readonly y: number;
    };
    readonly fieldConfig: {
        readonly defaults: { readonly unit: string; readonly min: 0 };
        readonly overrides: readonly never[];
    };
    readonly targets: readonly DashboardTarget[];
}

/** The whole dashboard, as Grafana imports it. */
export interface Dashboard {
    readonly uid: string;
    readonly title: string;
    readonly tags: readonly string[];
    readonly schemaVersion: number;
    readonly editable: boolean;
    readonly refresh: string;
    readonly time: { readonly from: string; readonly to: string };
    readonly templating: { readonly list: readonly object[] };
    readonly panels: readonly DashboardPanel[];
}

interface Datasource {
    readonly type: "prometheus";
    /** The variable, so that whoever imports it chooses. */
    readonly uid: typeof DATASOURCE;
}

const DATASOURCE = "${datasource}";
const SOURCE: Datasource = { type: "prometheus", uid: DATASOURCE };

/** The name of the ConfigMap that holds it. */
export function dashboardName(tempoName: string): string {
    return `tempo-${tempoName}-dashboard`;
}

/** The label by which Grafana's sidecar finds dashboards; the Grafana operator takes the ConfigMap by name. */
export const DASHBOARD_LABEL = { grafana_dashboard: "1" } as const;

/** The dashboard of one Tempo. */
export function dashboard(args: DashboardArgs): Dashboard {
    return {
        // Grafana's limit is 40 characters; two dashboards of one Grafana must not have the same.
        uid: `tempo-sts-${shortHash(`${args.namespace}/${args.tempoName}`)}`,
        title: `Tempo ${args.namespace}/${args.tempoName}: object store`,
        tags: ["tempo", "tempo-sts"],
        schemaVersion: 39,
        editable: true,
        refresh: "1m",
        time: { from: "now-6h", to: "now" },
        templating: {
            list: [
                {
                    name: "datasource",
                    label: "Data source",
                    type: "datasource",
                    query: "prometheus",
                    refresh: 1,
                    hide: 0,
                },
            ],
        },
        panels: panels(seriesOf(args)),
    };
}

interface PanelPlan {
    readonly title: string;
    readonly description: string;
    readonly unit: string;
    readonly queries: readonly (readonly [expr: string, legendFormat: string])[];
}

const COLUMNS = 2;
const WIDTH = 12;
const HEIGHT = 8;

function panels(series: string): DashboardPanel[] {
    return panelPlans(series).map(({ title, description, unit, queries }, index) => ({
        id: index + 1,
        type: "timeseries",
        title,
        description,
        datasource: SOURCE,
        gridPos: {
            h: HEIGHT,
            w: WIDTH,
            x: (index % COLUMNS) * WIDTH,
            y: Math.floor(index / COLUMNS) * HEIGHT,
        },
        fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
        targets: queries.map(([expr, legendFormat], query) => ({
            refId: String.fromCodePoint(65 + query),
            expr,
            legendFormat,
            datasource: SOURCE,
        })),
    }));
}

function panelPlans(series: string): PanelPlan[] {
    const rate = (by: string, more = ""): string =>
        `sum by (${by}) (rate(${BACKEND_HISTOGRAM}_count{${series}${more}}[$__rate_interval]))`;
    const quantile = (q: number): string =>
        `histogram_quantile(${q}, sum by (operation, le) (rate(${BACKEND_HISTOGRAM}_bucket{${series}}[$__rate_interval])))`;
    return [
        {
            title: "Requests to S3",
            description: "By HTTP method. A request without an answer is not counted by Tempo.",
            unit: "reqps",
            queries: [[rate("operation"), "{{operation}}"]],
        },
        {
            title: "Refused by S3 (403)",
            description:
                "By component. Tempo goes on without credentials when STS refuses the role.",
            unit: "reqps",
            queries: [[rate("job", ',status_code="403"'), "{{job}}"]],
        },
        {
            title: "Errors and throttling of S3 (429, 5xx)",
            description: "By status.",
            unit: "reqps",
            queries: [[rate("status_code", ',status_code=~"429|5.."'), "{{status_code}}"]],
        },
        {
            title: "Latency of S3",
            description: "The histogram's buckets end at 5.12 s: what is slower is shown as that.",
            unit: "s",
            queries: [
                [quantile(0.5), "{{operation}} 50 %"],
                [quantile(0.99), "{{operation}} 99 %"],
            ],
        },
        {
            title: "Flushes that failed",
            description: "Blocks that an ingester could not write to the bucket; it tries again.",
            unit: "short",
            queries: [
                [
                    `sum by (job) (increase(tempo_ingester_failed_flushes_total{${series}}[$__rate_interval]))`,
                    "{{job}}",
                ],
            ],
        },
        {
            title: "Polls of the block list that failed",
            description: "Until one succeeds, queries do not see new blocks.",
            unit: "short",
            queries: [
                [
                    `sum by (job) (increase(tempodb_blocklist_poll_errors_total{${series}}[$__rate_interval]))`,
                    "{{job}}",
                ],
            ],
        },
    ];
}
