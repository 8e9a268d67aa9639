// Status: what the operator says of Tempo, and how its pods are.
import { listAt, textAt } from "../../stacks/cluster/answers.ts";
import type { ClusterCause } from "../causes/cluster.ts";
import { findingOf } from "../causes/finding.ts";
import type { Facts } from "../facts.ts";
import type { TempoPod } from "../facts/cluster.ts";
import { notChecked, verdictOf, type Finding, type Link, type Verdict } from "../link.ts";
import { isReady, troubleOf, type PodTrouble } from "./status/pod-state.ts";

/** Status. A log that tells what is wrong says more than a pod that is not ready. */
export const status: Link = {
    id: "status",
    title: "Status",
    needs: ["tempo", "pods", "logs"],
    probe: async (facts) => {
        const tempo = await facts.need("tempo");
        if (tempo === undefined) return notChecked("there is no such Tempo");
        const pods = await facts.need("pods");
        const condition = listAt(tempo.body, "status", "conditions").find(
            (each) => textAt(each, "status") === "True",
        );
        const said: Said = {
            type: textAt(condition, "type"),
            reason: textAt(condition, "reason"),
            message: textAt(condition, "message"),
            since: textAt(condition, "lastTransitionTime"),
        };
        return judge(said, pods, facts);
    },
};

/** The condition that is true; empty where there is none. */
interface Said {
    readonly type: string;
    readonly reason: string;
    readonly message: string;
    readonly since: string;
}

/** How long a roll-out may take before something must be wrong. */
const PATIENCE_MILLISECONDS = 3 * 60_000;

function judge(said: Said, pods: readonly TempoPod[], facts: Facts): Verdict {
    const findings = [...refusals(said, facts), ...troubles(pods, facts)];
    const unready = pods.filter((pod) => !isReady(pod));
    const evidence = [
        `${said.type || "no condition"} (${said.reason}): ${said.message}`,
        `${pods.length - unready.length} of ${pods.length} pods are ready`,
    ];
    if (findings.length > 0) return verdictOf(findings, evidence);
    if (unready.length === 0 && said.type === "Ready") return verdictOf([], evidence);
    if (isYoung(said, pods, facts)) return notChecked("a roll-out is under way");
    return verdictOf([unreadyFinding(said, unready, facts)], evidence);
}

function refusals({ type, reason, message, since }: Said, { tools }: Facts): Finding[] {
    if (type !== "ConfigurationError" && type !== "Failed") return [];
    const { kind, namespace, name } = tools.subject;
    const isRefusal = type === "ConfigurationError";
    return [
        findingOf(isRefusal ? "status-configuration-error" : "status-failed", {
            summary: `The operator ${isRefusal ? "refuses the configuration of" : "reports a failure of"} ${kind} ${namespace}/${name}: ${message}.`,
            evidence: [`${type} since ${since}: ${reason}`, message],
            remedy: {
                text: isRefusal
                    ? "Put right what it names; the operator looks again when the resource or its Secret changes."
                    : "Look at the operator's own log; where it names a component, at the events of its pods.",
                command: `oc --namespace ${namespace} describe ${kind} ${name}`,
            },
        }),
    ];
}

const REMEDIES: Readonly<Record<PodTrouble["cause"] & keyof typeof SUMMARIES, string>> = {
    "pods-image":
        "Let the nodes pull it: the registry's name, a pull secret, a mirror for a cluster without a way out.",
    "pods-out-of-memory": "Raise spec.resources.total.limits.memory, or the component's own.",
    "pods-crash-looping": "Read what the container logged before it was started anew.",
    "pods-unschedulable":
        "Make room, or ask for less: spec.resources.total.limits; a volume needs a storage class that works in the pod's zone.",
};

const SUMMARIES = {
    "pods-image": "cannot get their image",
    "pods-out-of-memory": "are killed for want of memory",
    "pods-crash-looping": "start and fail, again and again",
    "pods-unschedulable": "fit on no node",
} as const satisfies Partial<Record<ClusterCause, string>>;

type Known = keyof typeof SUMMARIES;

function troubles(pods: readonly TempoPod[], { tools }: Facts): Finding[] {
    const { namespace } = tools.subject;
    const found = pods.flatMap((pod) => {
        const trouble = troubleOf(pod);
        return trouble === undefined ? [] : [{ pod, ...trouble }];
    });
    const causes = Object.keys(SUMMARIES).filter((cause): cause is Known => cause in SUMMARIES);
    return causes.flatMap((cause) => {
        const ofIt = found.filter((each) => each.cause === cause);
        const [first] = ofIt;
        if (first === undefined) return [];
        return [
            findingOf(cause, {
                summary: `Pods of Tempo in ${namespace} ${SUMMARIES[cause]}.`,
                evidence: ofIt.map(({ pod, seen }) => `${pod.name}: ${seen}`),
                remedy: {
                    text: REMEDIES[cause],
                    command: `oc --namespace ${namespace} describe pod ${first.pod.name}`,
                },
            }),
        ];
    });
}

function isYoung({ since }: Said, pods: readonly TempoPod[], { tools }: Facts): boolean {
    const times = [since, ...pods.map(({ body }) => textAt(body, "metadata", "creationTimestamp"))];
    const youngest = Math.max(...times.map((time) => Date.parse(time) || 0));
    return tools.now() - youngest < PATIENCE_MILLISECONDS;
}

function unreadyFinding(said: Said, unready: readonly TempoPod[], { tools }: Facts): Finding {
    const { kind, namespace, name } = tools.subject;
    const isStale = said.type === "Ready";
    return findingOf(isStale ? "status-stale-ready" : "status-not-ready", {
        summary: isStale
            ? `${kind} ${namespace}/${name} says that it is ready, and pods of it are not.`
            : `${kind} ${namespace}/${name} is not ready: ${said.message || "the operator says nothing of it"}.`,
        evidence: [
            `${said.type || "no condition"} since ${said.since || "ever"}: ${said.reason}`,
            ...unready.map((pod) => `${pod.name} is not ready`),
        ],
        remedy: {
            text: isStale
                ? "Go by the pods: an operator before 0.22 counts a pod that fails again and again as running."
                : "Look at the pods that are not ready, and at the operator's log where there is none.",
            command: `oc --namespace ${namespace} get pods --selector app.kubernetes.io/instance=${name}`,
        },
    });
}
