// Custom resource definition: the cluster serves the kind of Tempo that is asked for.
import { textAt, valueAt } from "../../stacks/cluster/answers.ts";
import { findingOf } from "../causes/finding.ts";
import { TEMPO_API, TEMPO_RESOURCES } from "../facts/cluster.ts";
import { objectOf } from "../facts/unreadable.ts";
import { notChecked, verdictOf, type Link } from "../link.ts";

/** Custom resource definition, asked for by discovery: everybody may, and few may read the definition itself. */
export const crd: Link = {
    id: "crd",
    title: "Custom resource definition",
    needs: [],
    probe: async ({ tools }) => {
        const resource = `${TEMPO_RESOURCES[tools.subject.kind]}.tempo.grafana.com`;
        const answer = await tools.cluster.ask(TEMPO_API, { signal: tools.signal });
        const body = objectOf(TEMPO_API, answer);
        const resources = valueAt(body, "resources");
        if (body !== undefined && !Array.isArray(resources)) {
            return notChecked(`${TEMPO_API} lists no resources`);
        }
        const served = (Array.isArray(resources) ? resources : []).map((each) =>
            textAt(each, "name"),
        );
        if (served.includes(TEMPO_RESOURCES[tools.subject.kind])) {
            return verdictOf([], [`${resource} is served in v1alpha1`]);
        }
        const found = body === undefined ? "the group is not served" : `only ${served.join(", ")}`;
        const missing = findingOf("crd-missing", {
            summary: `The cluster does not know ${resource} in v1alpha1.`,
            evidence: [`expected ${resource} under ${TEMPO_API}`, `found: ${found}`],
            remedy: {
                text: "Install the Tempo operator, of a version that brings this definition; a definition that was deleted by hand comes back with the operator's installation.",
                command: `oc get crd ${resource}`,
            },
        });
        return verdictOf([missing], []);
    },
};
