// Jaeger's half of the query frontend as the pure room knows it.
import type { JaegerQueryShape } from "../../components/pure/service-accounts.ts";
import type { Settings } from "./settings.ts";

/** What the settings say of Jaeger, as components and service accounts want it. */
export function jaegerShape({ jaegerQuery }: Pick<Settings, "jaegerQuery">): JaegerQueryShape {
    const { enabled, ingress, authentication } = jaegerQuery;
    return {
        enabled,
        ingressType: ingress.type,
        ...(authentication === undefined ? {} : { authentication }),
    };
}
