// Pods: there, and with the role, the token and the surroundings that web identity needs.
import { textAt } from "../../stacks/cluster/answers.ts";
import { findingOf } from "../causes/finding.ts";
import type { Facts } from "../facts.ts";
import { askKnownList } from "../facts/ask.ts";
import { reachesStorage } from "../facts/cluster.ts";
import { reasonOf } from "../facts/unreadable.ts";
import { notChecked, verdictOf, type Finding, type Link } from "../link.ts";
import { identityFindings, staticCredentials, type WantedIdentity } from "./pods/identity.ts";
import { IDENTITY, viewOf, type PodView } from "./pods/pod-view.ts";
import { authorities, proxies } from "./pods/surroundings.ts";
import { withoutIdentity } from "./pods/without-identity.ts";

/** Pods. */
export const pods: Link = {
    id: "pods",
    title: "Pods",
    needs: ["tempo", "secret", "service-accounts"],
    probe: async (facts) => {
        const found = await facts.need("pods");
        if (found.length === 0) return verdictOf([await missing(facts)], []);
        const views = found
            .filter(({ component }) => reachesStorage(component))
            .flatMap((pod) => viewOf(pod) ?? []);
        if (views.length === 0) return notChecked("no pod has a container called tempo");
        const { subject } = facts.tools;
        const wanted = await wantedOf(facts);
        const ofIdentity =
            wanted.mode === "static"
                ? []
                : [
                      ...staticCredentials(views, wanted),
                      ...(await withoutIdentity(views, facts)),
                      ...identityFindings(views, wanted),
                  ];
        const findings = [
            ...ofIdentity,
            ...authorities(views, subject),
            ...proxies(views, subject),
        ];
        return verdictOf(findings, views.map(lineOf));
    },
};

async function wantedOf(facts: Facts): Promise<WantedIdentity> {
    const { subject } = facts.tools;
    const { mode, roleArn } = await facts.need("storage");
    return { subject, mode, roleArn, audience: await facts.need("audience") };
}

function lineOf({ pod, env, tokens }: PodView): string {
    const token = tokens.find(({ path }) => path === env.get(IDENTITY.file));
    const region = env.get("AWS_REGION");
    const parts = [
        `under ${pod.serviceAccount}`,
        ...(env.get(IDENTITY.role) === undefined ? [] : [`role ${env.get(IDENTITY.role) ?? ""}`]),
        ...(token === undefined
            ? []
            : [`token for ${token.audience} of ${token.expirationSeconds} s`]),
        ...(region === undefined ? [] : [`AWS_REGION ${region}`]),
    ];
    return `${pod.name}: ${parts.join(", ")}`;
}

async function missing(facts: Facts): Promise<Finding> {
    const { namespace, name } = facts.tools.subject;
    const why = await refusals(facts);
    return findingOf("pods-missing", {
        summary: `Tempo ${namespace}/${name} has no pods${why.length === 0 ? "" : ": the cluster does not let them be made"}.`,
        evidence: ["expected pods of every component, found none", ...why],
        remedy: {
            text: "The events say what keeps them from being made: a quota, a security context constraint, an admission policy; without any, look at the operator's log.",
            command: `oc --namespace ${namespace} get events --field-selector reason=FailedCreate`,
        },
    });
}

const MOST_EVENTS = 5;

/** What the namespace's events say of pods that could not be made. A help only. */
async function refusals({ tools }: Facts): Promise<string[]> {
    const { namespace, name } = tools.subject;
    const path = `/api/v1/namespaces/${namespace}/events?fieldSelector=${encodeURIComponent("reason=FailedCreate")}`;
    try {
        const events = await askKnownList(tools, `the events of ${namespace}`, path);
        return events
            .filter((each) => textAt(each, "involvedObject", "name").includes(name))
            .slice(-MOST_EVENTS)
            .map((each) => textAt(each, "message"));
    } catch (error) {
        return [`the events could not be read: ${reasonOf(error)}`];
    }
}
