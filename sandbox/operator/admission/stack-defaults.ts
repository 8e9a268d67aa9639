/** What the operator's defaulting webhook writes onto a TempoStack. */
import { operandName } from "../../../components/pure/names/operand-names.ts";
import type { JsonObject } from "../cluster/values.ts";
import type { OperatorSettings } from "../settings.ts";
import { quorum, sizeProfile, type SizedComponent } from "./sizes.ts";
import type { StackSpec } from "./stack-spec.ts";

type Component = StackSpec["template"]["ingester"];
type JaegerQuery = StackSpec["template"]["queryFrontend"]["jaegerQuery"];

/** Whose defaults are wanted. */
export interface StackIdentity {
    readonly namespace: string;
    readonly name: string;
}

/** Labels that every TempoStack carries after admission. */
export function stackLabels(
    labels: Readonly<Record<string, unknown>>,
    settings: OperatorSettings,
): JsonObject {
    const managedBy = labels["app.kubernetes.io/managed-by"];
    return {
        ...labels,
        "app.kubernetes.io/managed-by":
            managedBy === undefined || managedBy === "" ? "tempo-operator" : managedBy,
        "tempo.grafana.com/distribution": settings.distribution,
    };
}

/** The spec with everything filled in that the operator fills in. */
export function withStackDefaults(
    spec: StackSpec,
    { namespace, name }: StackIdentity,
    settings: OperatorSettings,
): StackSpec {
    const replicationFactor =
        spec.replicationFactor ?? sizeProfile(spec.size)?.replicationFactor ?? 1;
    return {
        ...spec,
        serviceAccount: spec.serviceAccount ?? operandName(name),
        retention: {
            ...spec.retention,
            global: { traces: orWhenZero(spec.retention.global.traces, "48h0m0s") },
        },
        storageSize: isPositive(spec.storageSize) ? spec.storageSize : "10Gi",
        search: { ...spec.search, defaultResultLimit: spec.search.defaultResultLimit ?? 20 },
        timeout: orWhenZero(spec.timeout, "30s"),
        replicationFactor,
        template: templateDefaults(spec, replicationFactor, namespace, settings),
    };
}

function templateDefaults(
    { size, template, tenants }: StackSpec,
    replicationFactor: number,
    namespace: string,
    settings: OperatorSettings,
): StackSpec["template"] {
    const sized = (name: SizedComponent): number | undefined => sizeProfile(size)?.replicas?.[name];
    const filled = (component: Component, replicas: number): Component => ({
        ...component,
        replicas: component.replicas ?? replicas,
        podSecurityContext: { ...settings.podSecurityContext, ...component.podSecurityContext },
    });
    const part = <P extends { readonly component: Component }>(
        owner: P,
        name: SizedComponent,
    ): P => ({ ...owner, component: filled(owner.component, sized(name) ?? 1) });
    return {
        ...template,
        distributor: part(template.distributor, "distributor"),
        ingester: filled(template.ingester, size === undefined ? 1 : quorum(replicationFactor)),
        compactor: filled(template.compactor, sized("compactor") ?? 1),
        querier: filled(template.querier, sized("querier") ?? 1),
        queryFrontend: {
            ...part(template.queryFrontend, "queryFrontend"),
            jaegerQuery: jaegerDefaults(template.queryFrontend.jaegerQuery, namespace, settings),
        },
        gateway: {
            ...part(template.gateway, "gateway"),
            ingress: gatewayIngress(template.gateway.ingress, tenants),
        },
        metricsGenerator: metricsGeneratorDefaults(
            template.metricsGenerator,
            sized("metricsGenerator"),
        ),
    };
}

function jaegerDefaults(
    jaeger: JaegerQuery,
    namespace: string,
    settings: OperatorSettings,
): JaegerQuery {
    const viaRoute = jaeger.ingress.type === "route";
    const authentication =
        jaeger.authentication ??
        (settings.gates.oauthProxy && viaRoute ? { enabled: true, sar: undefined } : undefined);
    return {
        ...jaeger,
        ingress: viaRoute ? withTermination(jaeger.ingress, "edge") : jaeger.ingress,
        servicesQueryDuration: jaeger.servicesQueryDuration ?? "72h0m0s",
        ...(authentication && { authentication: withAccessReview(authentication, namespace) }),
    };
}

function withAccessReview(
    authentication: NonNullable<JaegerQuery["authentication"]>,
    namespace: string,
): NonNullable<JaegerQuery["authentication"]> {
    if (!authentication.enabled || authentication.sar?.trim()) return authentication;
    const sar = `{"namespace": "${namespace}", "resource": "pods", "verb": "get"}`;
    return { ...authentication, sar };
}

function gatewayIngress(
    ingress: JaegerQuery["ingress"],
    tenants: StackSpec["tenants"],
): JaegerQuery["ingress"] {
    const type = ingress.type ?? (tenants?.["mode"] === "openshift" ? "route" : undefined);
    if (type === undefined) return ingress;
    const typed = { ...ingress, type };
    return type === "route" ? withTermination(typed, "reencrypt") : typed;
}

function withTermination(
    ingress: JaegerQuery["ingress"],
    termination: string,
): JaegerQuery["ingress"] {
    return { ...ingress, route: { termination: ingress.route.termination ?? termination } };
}

function metricsGeneratorDefaults(
    generator: StackSpec["template"]["metricsGenerator"],
    sized: number | undefined,
): StackSpec["template"]["metricsGenerator"] {
    const processors = generator.processors ?? ["span-metrics", "service-graphs", "local-blocks"];
    return {
        ...generator,
        component: { ...generator.component, replicas: generator.component.replicas ?? sized },
        ...(generator.enabled && { processors }),
    };
}

function orWhenZero(duration: string, fallback: string): string {
    return duration === "0s" ? fallback : duration;
}

/** Canonical quantities are zero only as `0`, and negative only with a sign. */
function isPositive(quantity: string): boolean {
    return quantity !== "0" && !quantity.startsWith("-");
}
