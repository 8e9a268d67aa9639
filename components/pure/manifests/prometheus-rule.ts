// Alerts in the cluster on what Tempo sees of its object store: refusals, errors, slowness, blocks that do not get out.
import { runbookUrl } from "../watching/alarms.ts";

/** What the rules are made of. */
export interface PrometheusRuleArgs {
    readonly namespace: string;
    readonly tempoName: string;
    /** Where the runbooks are. @default - the path docs/runbooks, in this project */
    readonly runbooks?: string | undefined;
    readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** One alert. */
export interface AlertRule {
    readonly alert: string;
    readonly expr: string;
    readonly for: string;
    readonly labels: { readonly severity: "critical" | "warning" };
    readonly annotations: {
        readonly summary: string;
        readonly description: string;
        readonly runbook_url: string;
    };
}

/** The whole custom resource. */
export interface PrometheusRuleManifest {
    readonly apiVersion: "monitoring.coreos.com/v1";
    readonly kind: "PrometheusRule";
    readonly metadata: {
        readonly name: string;
        readonly namespace: string;
        readonly labels: Record<string, string>;
    };
    readonly spec: {
        readonly groups: readonly { readonly name: string; readonly rules: readonly AlertRule[] }[];
    };
}

/**
 * The histogram that Tempo keeps of its requests to the object store: labels `operation` (the HTTP method) and `status_code`.
 * A request without an answer is not in it.
 *
 * @see https://grafana.com/docs/tempo/latest/operations/monitor/
 */
export const BACKEND_HISTOGRAM = "tempodb_backend_request_duration_seconds";

/** Runbooks of the alerts, by the alert's name. */
export const ALERT_RUNBOOKS = {
    TempoObjectStoreDenied: "tempo-object-store-denied",
    TempoObjectStoreErrors: "tempo-object-store-errors",
    TempoObjectStoreSlow: "tempo-object-store-slow",
    TempoBlocksNotFlushed: "tempo-blocks-not-flushed",
} as const;

/** The name of the resource. */
export function prometheusRuleName(tempoName: string): string {
    return `tempo-${tempoName}-object-store`;
}

/** What picks the series of one Tempo: as the operator's ServiceMonitors name them, `cluster` is the TempoStack. */
export function seriesOf({ namespace, tempoName }: PrometheusRuleArgs): string {
    return `namespace="${namespace}",cluster="${tempoName}"`;
}

/** The PrometheusRule of one Tempo. */
export function prometheusRuleManifest(args: PrometheusRuleArgs): PrometheusRuleManifest {
    return {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata: {
            name: prometheusRuleName(args.tempoName),
            namespace: args.namespace,
            labels: { ...args.labels },
        },
        spec: { groups: [{ name: "tempo-object-store", rules: alertRules(args) }] },
    };
}

function alertRules(args: PrometheusRuleArgs): AlertRule[] {
    const series = seriesOf(args);
    const rate = (more: string): string =>
        `sum by (namespace, cluster, job) (rate(${BACKEND_HISTOGRAM}_count{${series}${more}}[5m]))`;
    const rule = alertOf(args);
    return [
        rule("TempoObjectStoreDenied", "critical", "5m", {
            expr: `${rate(',status_code="403"')} > 0`,
            summary: "S3 refuses Tempo's requests",
            description:
                "{{ $labels.job }} gets 403 from S3. Tempo goes on without credentials when STS refuses the role, so this may be STS too.",
        }),
        rule("TempoObjectStoreErrors", "warning", "15m", {
            expr: `${rate(',status_code=~"429|5.."')} / ${rate("")} > 0.05`,
            summary: "S3 fails or puts off more than 5 % of Tempo's requests",
            description: "{{ $labels.job }}: {{ $value | humanizePercentage }} of the requests.",
        }),
        rule("TempoObjectStoreSlow", "warning", "15m", {
            // The histogram's buckets end at 5.12 s: a quantile above cannot be told from it.
            expr: `histogram_quantile(0.99, sum by (namespace, cluster, job, operation, le) (rate(${BACKEND_HISTOGRAM}_bucket{${series}}[5m]))) > 2.5`,
            summary: "S3 answers slowly",
            description:
                "{{ $labels.job }} {{ $labels.operation }}: one request of a hundred takes {{ $value | humanizeDuration }}.",
        }),
        rule("TempoBlocksNotFlushed", "critical", "15m", {
            expr: `sum by (namespace, cluster, job) (rate(tempo_ingester_failed_flushes_total{${series}}[15m])) > 0`,
            summary: "Blocks of traces do not get into the bucket",
            description:
                "{{ $labels.job }} keeps trying; what its volume cannot hold until then is lost.",
        }),
    ];
}

function alertOf(args: PrometheusRuleArgs) {
    return (
        alert: keyof typeof ALERT_RUNBOOKS,
        severity: "critical" | "warning",
        lasting: string,
        { expr, ...texts }: { expr: string; summary: string; description: string },
    ): AlertRule => ({
        alert,
        expr,
        for: lasting,
        labels: { severity },
        annotations: { ...texts, runbook_url: runbookUrl(ALERT_RUNBOOKS[alert], args.runbooks) },
    });
}
