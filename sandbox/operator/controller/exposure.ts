/** How the Jaeger UI is reached from outside: a Route, an Ingress, or not at all. */
import { durationSeconds } from "../../../components/pure/duration.ts";
import { operandName } from "../../../components/pure/names/operand-names.ts";
import type { ClusterObject } from "../cluster/objects.ts";
import type { JsonObject } from "../cluster/values.ts";
import { componentLabels } from "./components.ts";
import { hasLogin, owned, type Instance } from "./instance.ts";

/** The Route or Ingress of the instance, if it has one. */
export function exposure(instance: Instance): readonly ClusterObject[] {
    const { type } = instance.spec.template.queryFrontend.jaegerQuery.ingress;
    if (type === "route") return [route(instance)];
    return type === "ingress" ? [ingress(instance)] : [];
}

function route(instance: Instance): ClusterObject {
    const { ingress: settings } = instance.spec.template.queryFrontend.jaegerQuery;
    const { termination = "edge" } = settings.route;
    const isBehindLogin = hasLogin(instance);
    const tls = isBehindLogin ? "reencrypt" : termination;
    const name = operandName(instance.name, "query-frontend");
    return owned(
        instance,
        "Route",
        {
            name,
            labels: componentLabels(instance.name, "query-frontend"),
            annotations: {
                "haproxy.router.openshift.io/timeout": `${String(Math.trunc(durationSeconds(instance.spec.timeout)))}s`,
                ...settings.annotations,
            },
        },
        {
            spec: {
                ...(settings.host === undefined ? {} : { host: settings.host }),
                to: { kind: "Service", name },
                port: { targetPort: isBehindLogin ? "oauth-proxy" : "jaeger-ui" },
                ...(tls === "insecure" ? {} : { tls: { termination: tls } }),
            },
        },
    );
}

function ingress(instance: Instance): ClusterObject {
    const { ingress: settings } = instance.spec.template.queryFrontend.jaegerQuery;
    const name = operandName(instance.name, "query-frontend");
    const backend = { service: { name, port: { name: "jaeger-ui" } } };
    return owned(
        instance,
        "Ingress",
        {
            name,
            labels: componentLabels(instance.name, "query-frontend"),
            annotations: settings.annotations ?? {},
        },
        {
            spec: {
                ...(settings.ingressClassName === undefined
                    ? {}
                    : { ingressClassName: settings.ingressClassName }),
                ...(settings.host === undefined
                    ? { defaultBackend: backend }
                    : { rules: [rule(settings.host, backend)] }),
            },
        },
    );
}

function rule(host: string, backend: JsonObject): JsonObject {
    return { host, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } };
}
