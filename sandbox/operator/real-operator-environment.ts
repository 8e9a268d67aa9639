/** How a real operator is told what it is and where to listen: by its environment. */
import { IMAGES, type Distribution } from "./settings.ts";

/** What differs from run to run. */
export interface OperatorSurroundings {
    /** Its folder for temporary files. */
    readonly dir: string;
    readonly kubeconfig: string;
    readonly distribution: Distribution;
    readonly webhookPort: number;
    readonly healthPort: number;
}

/** What the OpenShift build is given; its TLS policy and monitoring need kinds that are not here. */
const OPENSHIFT_GATES = [
    "openshift.route",
    "openshift.servingCertsService",
    "openshift.oauthProxy",
    "openshift.noAuthWarning",
];

/** The operator's whole environment: nothing of this process's own gets in but its PATH. */
export function operatorEnvironment(surroundings: OperatorSurroundings): NodeJS.ProcessEnv {
    const { dir, kubeconfig, distribution, webhookPort, healthPort } = surroundings;
    return {
        PATH: process.env["PATH"],
        HOME: dir,
        TMPDIR: dir,
        KUBECONFIG: kubeconfig,
        DISTRIBUTION: distribution,
        FEATURE_GATES: distribution === "openshift" ? OPENSHIFT_GATES.join(",") : "",
        LEADER_ELECTION_ENABLED: "false",
        METRICS_BIND_ADDRESS: "0",
        METRICS_SECURE: "false",
        HEALTH_PROBE_BIND_ADDRESS: `127.0.0.1:${String(healthPort)}`,
        WEBHOOK_PORT: String(webhookPort),
        RELATED_IMAGE_TEMPO: IMAGES.tempo,
        RELATED_IMAGE_TEMPO_QUERY: IMAGES.tempoQuery,
        RELATED_IMAGE_JAEGER_QUERY: IMAGES.jaegerQuery,
        RELATED_IMAGE_OAUTH_PROXY: IMAGES.oauthProxy,
        RELATED_IMAGE_TEMPO_GATEWAY: IMAGES.tempoGateway,
        RELATED_IMAGE_TEMPO_GATEWAY_OPA: IMAGES.tempoGatewayOpa,
    };
}
