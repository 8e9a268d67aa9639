/** Makes a cluster take PrometheusRules, by a definition of our own: every member that rules have is known, any other is refused. */
import { definition } from "../../sandbox/crds/definition.ts";
import { listOf, mapOf, object, oneOf, text } from "../../sandbox/crds/schema.ts";
import type { ClusterApi } from "../../sandbox/operator/cluster/cluster-api.ts";
import { collectionPath, type ResourceType } from "../../sandbox/operator/cluster/objects.ts";
import { apply } from "../../sandbox/operator/cluster/verbs.ts";

/** The kind. */
export const PROMETHEUS_RULE: ResourceType = {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    plural: "prometheusrules",
};

const RULE = object(
    {
        alert: text(),
        expr: text(),
        for: text({
            pattern:
                "^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?)$",
        }),
        labels: object({ severity: oneOf("critical", "warning", "info") }),
        annotations: mapOf(text()),
    },
    ["expr"],
);

const PATIENCE_MS = 10_000;

/** Defines the kind, and waits until it is served. */
export async function serveMonitoring(api: ClusterApi): Promise<void> {
    const groups = listOf(object({ name: text({ minLength: 1 }), rules: listOf(RULE) }, ["name"]));
    const spec = object({ groups });
    await apply(api, definition({ type: PROMETHEUS_RULE, spec, required: ["spec"] }));
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
        const served = await api
            .request("GET", collectionPath(PROMETHEUS_RULE), { query: { limit: 1 } })
            .then(
                () => true,
                (error: unknown) => error,
            );
        if (served === true) return;
        if (Date.now() > deadline) throw served;
        await new Promise((resolve) => setTimeout(resolve, 25));
    }
}
