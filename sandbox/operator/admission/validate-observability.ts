/** The operator's verdict on `spec.observability`: nothing that needs another operator is on here. */
import { invalid, type FieldError } from "./field-error.ts";
import type { StackSpec } from "./stack-spec.ts";

/** The first problem found, as the operator reports only one. */
export function observabilityErrors({ observability }: StackSpec): readonly FieldError[] {
    const found =
        metricsError(observability.metrics) ??
        tracingError(observability.tracing) ??
        grafanaError(observability.grafana);
    return found ? [found] : [];
}

function metricsError(metrics: StackSpec["observability"]["metrics"]): FieldError | undefined {
    const gate = (field: string, what: string): FieldError =>
        invalid(
            `spec.observability.metrics.${field}`,
            true,
            `the prometheusOperator feature gate must be enabled to create ${what} for Tempo components`,
        );
    if (metrics.createServiceMonitors) return gate("createServiceMonitors", "ServiceMonitors");
    if (metrics.createPrometheusRules) return gate("createPrometheusRules", "PrometheusRules");
    return undefined;
}

function tracingError(tracing: StackSpec["observability"]["tracing"]): FieldError | undefined {
    const fraction = tracing.sampling_fraction;
    if (fraction !== undefined && !isNumber(fraction)) {
        return invalid(
            "spec.observability.tracing.sampling_fraction",
            fraction,
            `strconv.ParseFloat: parsing ${JSON.stringify(fraction)}: invalid syntax`,
        );
    }
    const agent = tracing.jaeger_agent_endpoint;
    if (agent !== undefined && !/:[^:]*$/u.test(agent)) {
        return invalid(
            "spec.observability.tracing.jaeger_agent_endpoint",
            agent,
            `address ${agent}: missing port in address`,
        );
    }
    return undefined;
}

function grafanaError(grafana: StackSpec["observability"]["grafana"]): FieldError | undefined {
    return grafana.createDatasource
        ? invalid(
              "spec.observability.grafana.createDatasource",
              true,
              "the grafanaOperator feature gate must be enabled to create a Datasource for Tempo",
          )
        : undefined;
}

function isNumber(text: string): boolean {
    return text.trim() === text && text !== "" && !Number.isNaN(Number(text));
}
