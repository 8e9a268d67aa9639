// What the cluster's own monitoring gets of a Tempo: alerts, and a dashboard.
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { comesAfter } from "../child-options.ts";
import { DASHBOARD_LABEL, dashboard, dashboardName } from "../pure/manifests/dashboard.ts";
import { prometheusRuleManifest } from "../pure/manifests/prometheus-rule.ts";

/** The arguments of a Monitoring. */
export interface MonitoringArgs {
    readonly namespace: pulumi.Input<string>;
    readonly tempoName: pulumi.Input<string>;
    /** Whether there are alerts: a PrometheusRule, which needs the monitoring CRDs. */
    readonly prometheusRule: boolean;
    /** Whether there is a dashboard: a ConfigMap. */
    readonly dashboard: boolean;
    /** Where the runbooks are. @default - the path docs/runbooks, in this project */
    readonly runbooks?: pulumi.Input<string> | undefined;
    readonly labels: pulumi.Input<Record<string, string>>;
}

/** Alerts and a dashboard for a Tempo's object store. */
export class Monitoring extends pulumi.ComponentResource {
    constructor(name: string, args: MonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
        super("tempo-sts:kubernetes:Monitoring", name, {}, opts);
        const options = { parent: this, ...comesAfter(opts) };
        if (args.prometheusRule) {
            createRule(name, args, options);
        }
        if (args.dashboard) {
            createDashboard(name, args, options);
        }
        this.registerOutputs({});
    }
}

function createRule(
    name: string,
    args: MonitoringArgs,
    options: pulumi.CustomResourceOptions,
): void {
    const manifest = pulumi
        .all([args.namespace, args.tempoName, args.runbooks, args.labels])
        .apply(([namespace, tempoName, runbooks, labels]) =>
            prometheusRuleManifest({ namespace, tempoName, runbooks, labels }),
        );
    new kubernetes.apiextensions.CustomResource(
        `${name}-rule`,
        {
            apiVersion: "monitoring.coreos.com/v1",
            kind: "PrometheusRule",
            metadata: manifest.metadata,
            spec: manifest.spec,
        },
        options,
    );
}

function createDashboard(
    name: string,
    args: MonitoringArgs,
    options: pulumi.CustomResourceOptions,
): void {
    const { namespace, tempoName, labels } = args;
    new kubernetes.core.v1.ConfigMap(
        `${name}-dashboard`,
        {
            metadata: {
                name: pulumi.output(tempoName).apply(dashboardName),
                namespace,
                labels: pulumi.output(labels).apply((ours) => ({ ...ours, ...DASHBOARD_LABEL })),
            },
            data: {
                "tempo-object-store.json": pulumi
                    .all([namespace, tempoName])
                    .apply(([space, tempo]) =>
                        JSON.stringify(
                            dashboard({ namespace: space, tempoName: tempo }),
                            undefined,
                            2,
                        ),
                    ),
            },
        },
        options,
    );
}
