/** What tells the API server which objects to ask about, and where: the same for both operators. */
import type { ClusterApi } from "../cluster/cluster-api.ts";
import { RESOURCES, type ClusterObject } from "../cluster/objects.ts";
import { apply, remove } from "../cluster/verbs.ts";

/** One webhook of a configuration. */
export interface WebhookRule {
    /** A name with at least three segments, shown in refusals. */
    readonly name: string;
    readonly path: string;
    readonly apiGroup: string;
    readonly apiVersion: string;
    readonly resource: string;
    readonly operations: readonly ("CREATE" | "UPDATE" | "DELETE")[];
}

/** A named set of webhooks behind one server. */
export interface WebhookSet {
    /** Name of both configuration objects. */
    readonly name: string;
    /** `https://host:port` of the server. */
    readonly url: string;
    /** PEM of its authority. */
    readonly ca: string;
    readonly mutating: readonly WebhookRule[];
    readonly validating: readonly WebhookRule[];
    /** What happens to a request when the server does not answer. */
    readonly failurePolicy: "Fail" | "Ignore";
}

const GROUP = { apiGroup: "tempo.grafana.com", apiVersion: "v1alpha1" } as const;

/** Paths at which the operator, the real one and the stand-in, serves its webhooks. */
export const OPERATOR_PATHS = {
    defaulting: "/mutate-tempo-grafana-com-v1alpha1-tempostack",
    stackValidation: "/validate-tempo-grafana-com-v1alpha1-tempostack",
    monolithicValidation: "/validate-tempo-grafana-com-v1alpha1-tempomonolithic",
} as const;

/** The operator's own webhooks, by the names under which its refusals are known. */
export function operatorWebhooks(server: {
    readonly url: string;
    readonly ca: string;
}): WebhookSet {
    return {
        name: "tempo-sts-sandbox-operator",
        ...server,
        failurePolicy: "Fail",
        mutating: [
            {
                ...GROUP,
                name: "mtempostack.tempo.grafana.com",
                path: OPERATOR_PATHS.defaulting,
                resource: RESOURCES.TempoStack.plural,
                operations: ["CREATE", "UPDATE"],
            },
        ],
        validating: [
            {
                ...GROUP,
                name: "vtempostack.tempo.grafana.com",
                path: OPERATOR_PATHS.stackValidation,
                resource: RESOURCES.TempoStack.plural,
                operations: ["CREATE", "UPDATE", "DELETE"],
            },
            {
                ...GROUP,
                name: "vtempomonolithic.kb.io",
                path: OPERATOR_PATHS.monolithicValidation,
                resource: RESOURCES.TempoMonolithic.plural,
                operations: ["CREATE", "UPDATE", "DELETE"],
            },
        ],
    };
}

/** Installs the configurations; those of an earlier run of the same name are taken over. */
export async function installWebhooks(
    api: ClusterApi,
    set: WebhookSet,
    signal: AbortSignal,
): Promise<void> {
    for (const configuration of configurations(set)) await apply(api, configuration, signal);
}

/** Takes the configurations away, so that nothing waits for a server which is no more. */
export async function removeWebhooks(
    api: ClusterApi,
    name: string,
    signal: AbortSignal,
): Promise<void> {
    await remove(api, RESOURCES.MutatingWebhookConfiguration, { name }, { signal });
    await remove(api, RESOURCES.ValidatingWebhookConfiguration, { name }, { signal });
}

function configurations(set: WebhookSet): readonly ClusterObject[] {
    const sets = [
        { type: RESOURCES.MutatingWebhookConfiguration, rules: set.mutating },
        { type: RESOURCES.ValidatingWebhookConfiguration, rules: set.validating },
    ];
    return sets
        .filter(({ rules }) => rules.length > 0)
        .map(({ type, rules }) => ({
            apiVersion: type.apiVersion,
            kind: type.kind,
            metadata: { name: set.name },
            webhooks: rules.map((rule) => webhook(set, rule)),
        }));
}

function webhook(set: WebhookSet, rule: WebhookRule): unknown {
    return {
        name: rule.name,
        admissionReviewVersions: ["v1"],
        sideEffects: "None",
        failurePolicy: set.failurePolicy,
        timeoutSeconds: 10,
        clientConfig: {
            url: `${set.url}${rule.path}`,
            caBundle: Buffer.from(set.ca).toString("base64"),
        },
        rules: [
            {
                apiGroups: [rule.apiGroup],
                apiVersions: [rule.apiVersion],
                operations: rule.operations,
                resources: [rule.resource],
            },
        ],
    };
}
