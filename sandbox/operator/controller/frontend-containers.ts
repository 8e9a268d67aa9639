/** The containers that stand beside Tempo in the query frontend's pods: the Jaeger UI and its login. */
import type { JsonObject } from "../cluster/values.ts";
import { IMAGES } from "../settings.ts";
import { ADAPTER_PORT, JAEGER_PORTS, LOGIN_PORT } from "./components.ts";
import { containerResources, type Share } from "./container-resources.ts";
import { container } from "./container.ts";
import { hasLogin, loginAccount, type Instance } from "./instance.ts";

/** None, two or three containers, in the operator's order. */
export function frontendContainers(instance: Instance): readonly JsonObject[] {
    const { enabled } = instance.spec.template.queryFrontend.jaegerQuery;
    return [
        ...(enabled ? jaegerContainers(instance) : []),
        ...(hasLogin(instance) ? [loginContainer(instance)] : []),
    ];
}

function jaegerContainers(instance: Instance): readonly JsonObject[] {
    const { images, template } = instance.spec;
    const { resources, tempoQuery } = template.queryFrontend.jaegerQuery;
    const share = hasLogin(instance) ? "jaeger-behind-login" : "jaeger";
    return [
        {
            ...container("jaeger-query", images.jaegerQuery ?? IMAGES.jaegerQuery, JAEGER_PORTS),
            resources: resources ?? part(instance, share),
        },
        {
            ...container("tempo-query", images.tempoQuery ?? IMAGES.tempoQuery, [ADAPTER_PORT]),
            resources: tempoQuery.resources ?? part(instance, "query-frontend"),
        },
    ];
}

function loginContainer(instance: Instance): JsonObject {
    const { images, template } = instance.spec;
    const { authentication } = template.queryFrontend.jaegerQuery;
    return {
        ...container("oauth-proxy", images.oauthProxy ?? IMAGES.oauthProxy, [LOGIN_PORT]),
        args: [
            `--openshift-service-account=${loginAccount(instance)}`,
            `--openshift-sar=${authentication?.sar ?? ""}`,
        ],
        resources: authentication?.resources ?? part(instance, "login"),
    };
}

function part({ spec }: Instance, share: Share): JsonObject {
    return containerResources(spec, share, spec.template.queryFrontend.component.replicas ?? 1);
}
