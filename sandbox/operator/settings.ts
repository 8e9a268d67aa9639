/** How an operator is configured: the settings that decide on its verdicts and on what it makes. */
import type { JsonObject } from "./cluster/values.ts";

/** Which build of the operator is played. */
export type Distribution = "openshift" | "community";

/** The feature gates that matter here, and the default security context of every pod. */
export interface OperatorSettings {
    readonly distribution: Distribution;
    readonly gates: {
        /** Routes may be used (`openshift.route`). */
        readonly route: boolean;
        /** OpenShift makes serving certificates (`openshift.servingCertsService`). */
        readonly servingCertificates: boolean;
        /** The Jaeger UI of a Route is put behind OpenShift's login (`openshift.oauthProxy`). */
        readonly oauthProxy: boolean;
        /** Warns where nothing authenticates the query and ingest paths (`openshift.noAuthWarning`). */
        readonly noAuthWarning: boolean;
    };
    readonly podSecurityContext: JsonObject;
}

/** Domain under which Routes get their hosts. */
export const ROUTE_DOMAIN = "apps.sandbox.invalid";

/** A scheduler that nobody runs: on a cluster with real nodes nothing of the stand-in's must start. */
export const SCHEDULER = "tempo-sts-sandbox";

/** Version of the operator whose behaviour the stand-in shows. */
export const OPERATOR_VERSION = "0.22.0";

/** Version of Tempo that this operator deploys. */
export const TEMPO_VERSION = "2.10.8";

/** Images the operator deploys; nothing here ever pulls one. */
export const IMAGES = {
    tempo: `docker.io/grafana/tempo:${TEMPO_VERSION}`,
    tempoQuery: `docker.io/grafana/tempo-query:${TEMPO_VERSION}`,
    jaegerQuery: "docker.io/jaegertracing/jaeger-query:1.68.0",
    oauthProxy: "quay.io/openshift/origin-oauth-proxy:4.14",
    tempoGateway: "quay.io/observatorium/api:main-2026-08-13-db2b289",
    tempoGatewayOpa: "quay.io/observatorium/opa-openshift:main-2026-07-01-dbb77e0",
} as const;

/** The settings of a distribution. */
export function operatorSettings(distribution: Distribution): OperatorSettings {
    const onOpenShift = distribution === "openshift";
    return {
        distribution,
        gates: {
            route: onOpenShift,
            servingCertificates: onOpenShift,
            oauthProxy: onOpenShift,
            noAuthWarning: onOpenShift,
        },
        podSecurityContext: { fsGroup: 10001 },
    };
}
