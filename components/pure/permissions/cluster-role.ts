// What whoever runs tempo-sts needs in the cluster, by settings, as a ClusterRole.

/** A stack, as far as it decides what is asked of the cluster. */
export interface ClusterSubject {
    readonly traceCheck: boolean;
    readonly handshake: boolean;
    readonly route: boolean;
    /** Whether a PrometheusRule is made. */
    readonly prometheusRule: boolean;
    /** Whether the issuer has to be read from the cluster. */
    readonly issuer: boolean;
}

/** One rule of a role. */
export interface RoleRule {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly resourceNames?: readonly string[];
    readonly verbs: readonly string[];
}

/** A ClusterRole, as `kubectl apply -f -` takes it. */
export interface ClusterRole {
    readonly apiVersion: "rbac.authorization.k8s.io/v1";
    readonly kind: "ClusterRole";
    readonly metadata: { readonly name: string };
    readonly rules: readonly RoleRule[];
}

type Needed = (subject: ClusterSubject) => boolean;

const OWN = ["get", "list", "watch", "create", "update", "patch", "delete"] as const;
const WATCH = ["get", "list", "watch"] as const;
const LOOK = ["get", "list"] as const;
const always: Needed = () => true;

const RULES: readonly (readonly [Needed, RoleRule])[] = [
    [always, rule("", ["namespaces", "secrets", "configmaps"], OWN)],
    [always, rule("tempo.grafana.com", ["tempostacks"], OWN)],
    [({ traceCheck }) => traceCheck, rule("batch", ["jobs"], OWN)],
    [
        ({ prometheusRule }) => prometheusRule,
        rule("monitoring.coreos.com", ["prometheusrules"], OWN),
    ],
    [always, rule("", ["serviceaccounts"], LOOK)],
    [({ handshake }) => handshake, rule("", ["serviceaccounts/token"], ["create"])],
    [always, rule("apps", ["deployments", "statefulsets"], WATCH)],
    [always, rule("", ["pods", "pods/log", "events"], WATCH)],
    [({ traceCheck }) => traceCheck, rule("", ["pods/proxy"], ["get"])],
    [always, rule("", ["persistentvolumeclaims"], ["get", "list", "delete"])],
    [({ route }) => route, rule("route.openshift.io", ["routes"], LOOK)],
    [
        ({ issuer }) => issuer,
        {
            apiGroups: ["config.openshift.io"],
            resources: ["authentications"],
            resourceNames: ["cluster"],
            verbs: ["get"],
        },
    ],
    // Which issuers the API server takes tokens of, for `rotation`.
    [
        always,
        {
            apiGroups: ["operator.openshift.io"],
            resources: ["kubeapiservers"],
            resourceNames: ["cluster"],
            verbs: ["get"],
        },
    ],
    [always, rule("operators.coreos.com", ["clusterserviceversions"], LOOK)],
    [always, rule("admissionregistration.k8s.io", ["mutatingwebhookconfigurations"], LOOK)],
];

/** The role. A namespace that a stack makes does not exist before it: no role within one could do. */
export function clusterRole(subject: ClusterSubject, name = "tempo-sts"): ClusterRole {
    return {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "ClusterRole",
        metadata: { name },
        rules: RULES.filter(([needed]) => needed(subject)).map(([, each]) => each),
    };
}

function rule(group: string, resources: readonly string[], verbs: readonly string[]): RoleRule {
    return { apiGroups: [group], resources, verbs };
}
