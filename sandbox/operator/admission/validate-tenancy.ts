/** The operator's verdict on the gateway and on tenants. */
import { jsonList, valueAt } from "../cluster/values.ts";
import type { OperatorSettings } from "../settings.ts";
import { invalid, type FieldError } from "./field-error.ts";
import type { StackSpec } from "./stack-spec.ts";

const GATEWAY = "spec.template.gateway";

/** What forbids the gateway; only the first reason is reported. */
export function gatewayErrors(
    { template, tenants }: StackSpec,
    { gates }: OperatorSettings,
): readonly FieldError[] {
    const { gateway, queryFrontend, distributor } = template;
    if (!gateway.enabled) return [];
    const { ingress, enabled } = queryFrontend.jaegerQuery;
    const rules: readonly (readonly [boolean, FieldError])[] = [
        [
            ingress.type === "ingress" || ingress.type === "route",
            forbidden(
                "cannot enable gateway and jaeger query ingress at the same time, please use the Jaeger UI from the gateway",
            ),
        ],
        [
            gateway.rbac.enabled && enabled,
            forbidden(
                "cannot enable gateway and jaeger query at the same time. The Jaeger UI does not support query RBAC",
            ),
        ],
        [tenants === undefined, forbidden("to enable the gateway, please configure tenants")],
        [
            gateway.ingress.type === "route" && !gates.route,
            invalid(
                `${GATEWAY}.ingress.type`,
                gateway.ingress.type,
                "please enable the featureGates.openshift.openshiftRoute feature gate to use Routes",
            ),
        ],
        [
            distributor.tls.enabled,
            forbidden("Cannot enable gateway and distributor TLS at the same time"),
        ],
    ];
    return rules
        .filter(([applies]) => applies)
        .slice(0, 1)
        .map(([, error]) => error);
}

/** What is wrong with the tenants. */
export function tenantErrors({ tenants, template }: StackSpec): readonly FieldError[] {
    if (tenants === undefined) return [];
    const problem =
        tenants["mode"] === "openshift"
            ? openShiftProblem(tenants, template.gateway.enabled)
            : staticProblem(tenants, template.gateway.enabled);
    return problem === undefined
        ? []
        : [invalid("spec.template.tenants", template.gateway.enabled, problem)];
}

function forbidden(detail: string): FieldError {
    return invalid(`${GATEWAY}.enabled`, true, detail);
}

function openShiftProblem(tenants: unknown, gatewayEnabled: boolean): string | undefined {
    if (!gatewayEnabled) return "openshift mode requires gateway enabled";
    if (valueAt(tenants, "authorization") !== undefined) {
        return "spec.tenants.authorization should not be defined in openshift mode";
    }
    return authentications(tenants).some((one) => valueAt(one, "oidc") !== undefined)
        ? "spec.tenants.authentication.oidc should not be defined in openshift mode"
        : undefined;
}

function staticProblem(tenants: unknown, gatewayEnabled: boolean): string | undefined {
    if (!gatewayEnabled) return undefined;
    const needed = [
        ["authentication"],
        ["authorization"],
        ["authorization", "roles"],
        ["authorization", "roleBindings"],
    ];
    const missing = needed.find((path) => valueAt(tenants, ...path) === undefined);
    if (missing) return `spec.tenants.${missing.join(".")} is required in static mode`;
    return authentications(tenants).some((one) => valueAt(one, "oidc") === undefined)
        ? "spec.tenants.authorization.oidc is required for each tenant in static mode"
        : undefined;
}

function authentications(tenants: unknown): readonly unknown[] {
    return jsonList(valueAt(tenants, "authentication"));
}
