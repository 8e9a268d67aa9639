// Quotas: what the namespace may still take, as its ResourceQuotas say.
import { isTable } from "../../components/pure/fields/raw-values.ts";
import { listAt, textAt, valueAt } from "../../stacks/cluster/answers.ts";
import { findingOf } from "../causes/finding.ts";
import { objectOf, Unreadable } from "../facts/unreadable.ts";
import { verdictOf, type Finding, type Link } from "../link.ts";

/** Quotas. */
export const quota: Link = {
    id: "quota",
    title: "Quotas",
    needs: ["tempo"],
    essential: false,
    probe: async (facts) => {
        const { cluster, subject, signal } = facts.tools;
        const path = `/api/v1/namespaces/${subject.namespace}/resourcequotas`;
        const answer = await cluster.ask(path, { signal });
        const body = objectOf(`the quotas of ${subject.namespace}`, answer);
        if (body === undefined || !Array.isArray(body["items"])) {
            throw new Unreadable(`the quotas of ${subject.namespace} were answered with no list`);
        }
        const quotas = listAt(body, "items");
        const findings = quotas.flatMap((each) => usedUp(each, subject.namespace));
        return verdictOf(findings, [`${quotas.length} quotas in ${subject.namespace}`]);
    },
};

function usedUp(quota: unknown, namespace: string): Finding[] {
    const name = textAt(quota, "metadata", "name");
    const hard = valueAt(quota, "status", "hard");
    const full = Object.keys(isTable(hard) ? hard : {}).filter((what) => {
        const [limit, used] = [
            textAt(quota, "status", "hard", what),
            textAt(quota, "status", "used", what),
        ];
        return limit !== "" && limit === used && limit !== "0";
    });
    if (full.length === 0) return [];
    return [
        findingOf("quota-namespace", {
            summary: `The quota ${name} of namespace ${namespace} is used up: ${full.join(", ")}. Pods that are made anew may find no room.`,
            evidence: full.map(
                (what) =>
                    `${what}: ${textAt(quota, "status", "used", what)} used of ${textAt(quota, "status", "hard", what)}`,
            ),
            remedy: {
                text: "Raise the quota, or have Tempo take less (resources, size).",
                command: `oc describe resourcequota ${name} --namespace ${namespace}`,
            },
            severity: "warning",
        }),
    ];
}
