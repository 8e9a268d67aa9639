// Network: what NetworkPolicies let out of Tempo's pods, and which STS endpoint they call.
import { valueAt } from "../../stacks/cluster/answers.ts";
import type { ClusterCause } from "../causes/cluster.ts";
import type { Facts, Subject } from "../facts.ts";
import { askKnownList } from "../facts/ask.ts";
import { reachesStorage, type StorageTarget } from "../facts/cluster.ts";
import { notChecked, verdictOf, type Finding, type Link } from "../link.ts";
import { reachOfDns, reachOfInternet, restricting, type Reach } from "./network/policies.ts";
import { stsEndpoints, stsHost } from "./network/sts-endpoint.ts";
import { viewOf, type PodView } from "./pods/pod-view.ts";
import { findingOfPods, type Troubled } from "./pods/report.ts";
import { proxyOf } from "./pods/surroundings.ts";

const HTTPS = 443;

/** Network. */
export const network: Link = {
    id: "network",
    title: "Network",
    needs: ["tempo", "secret", "pods"],
    probe: async (facts) => {
        const { namespace } = facts.tools.subject;
        const storage = await facts.need("storage");
        const views = (await facts.need("pods"))
            .filter(({ component }) => reachesStorage(component))
            .flatMap((pod) => viewOf(pod) ?? []);
        if (views.length === 0) return notChecked("there is no pod of Tempo");
        const policies = await askKnownList(
            facts.tools,
            `the NetworkPolicies of ${namespace}`,
            `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`,
        );
        const reaches = views.map((view) => ({ view, ...reachOf(view, policies) }));
        const findings = [
            ...closed("network-dns", reaches, ({ dns }) => dns, facts),
            ...(storage.mode === "static" ? [] : ofRole(views, storage, reaches, facts)),
        ];
        return verdictOf(findings, evidenceOf(reaches));
    },
};

interface PodReach {
    readonly view: PodView;
    readonly dns: Reach;
    readonly aws: Reach;
}

function reachOf(view: PodView, policies: readonly unknown[]): Pick<PodReach, "dns" | "aws"> {
    const ours = restricting(policies, valueAt(view.pod.body, "metadata", "labels"));
    return { dns: reachOfDns(ours), aws: reachOfInternet(ours, HTTPS) };
}

function ofRole(
    views: readonly PodView[],
    storage: StorageTarget,
    reaches: readonly PodReach[],
    facts: Facts,
): Finding[] {
    // Behind a proxy pods need not reach AWS by themselves.
    const direct = reaches.filter(({ view }) => proxyOf(view) === undefined);
    return [
        ...closed("network-egress", direct, ({ aws }) => aws, facts),
        ...stsEndpoints(views, facts.tools.subject, storage),
    ];
}

function closed(
    cause: ClusterCause & ("network-dns" | "network-egress"),
    reaches: readonly PodReach[],
    of: (reach: PodReach) => Reach,
    { tools }: Facts,
): Finding[] {
    const shut = inState(reaches, of, "closed");
    const partly = inState(reaches, of, "partly");
    return shut.length > 0
        ? findingOfPods(cause, shut, told(cause, tools.subject, false), EXPECTED[cause])
        : findingOfPods(cause, partly, told(cause, tools.subject, true), EXPECTED[cause]);
}

function inState(
    reaches: readonly PodReach[],
    of: (reach: PodReach) => Reach,
    state: Reach["state"],
): Troubled[] {
    return reaches
        .filter((reach) => of(reach).state === state)
        .map((reach) => ({
            view: reach.view,
            seen: `${state === "closed" ? "kept in" : "let out to some addresses only"} by ${of(reach).policies.join(", ")}`,
        }));
}

const EXPECTED = {
    "network-dns": "UDP 53 (on OpenShift 5353) to the cluster's DNS",
    "network-egress": `TCP ${HTTPS} to STS and S3`,
} as const;

function told(cause: keyof typeof EXPECTED, { namespace }: Subject, partly: boolean) {
    const what = cause === "network-dns" ? "the cluster's DNS" : "AWS";
    return {
        severity: partly ? ("warning" as const) : ("broken" as const),
        summary: partly
            ? `NetworkPolicies in ${namespace} let Tempo's pods out to some addresses only: whether ${what} is among them is not known.`
            : `NetworkPolicies in ${namespace} keep Tempo's pods from ${what}.`,
        remedy: {
            text: `Allow ${EXPECTED[cause]} from the pods with app.kubernetes.io/managed-by=tempo-operator. Policies add up: one more that allows it is enough.`,
            command: `oc --namespace ${namespace} get networkpolicies -o yaml`,
        },
    };
}

function evidenceOf(reaches: readonly PodReach[]): string[] {
    const hosts = [...new Set(reaches.map(({ view }) => stsHost(view)))];
    const names = [...new Set(reaches.flatMap(({ aws }) => aws.policies))];
    return [
        names.length === 0
            ? "no NetworkPolicy restricts what leaves the pods"
            : `what leaves the pods is restricted by ${names.join(", ")}`,
        `STS is called at ${hosts.join(", ")}`,
    ];
}
