// Tempo operator: installed, at work, and new enough for what is asked of it.
import { atLeast, parseVersion } from "../../components/pure/version.ts";
import { textAt, valueAt } from "../../stacks/cluster/answers.ts";
import { findTempoOperator, type TempoOperator } from "../../stacks/cluster/tempo-operator.ts";
import { findingOf } from "../causes/finding.ts";
import type { Facts } from "../facts.ts";
import type { CredentialMode, TempoObject } from "../facts/cluster.ts";
import { notChecked, verdictOf, type Finding, type Link, type Verdict } from "../link.ts";

/** Tempo operator. Whoever may look at one namespace only does not see it, and Tempo's pods run without it. */
export const operator: Link = {
    id: "operator",
    title: "Tempo operator",
    needs: [],
    essential: false,
    probe: async (facts) => {
        const { cluster, signal } = facts.tools;
        const search = await findTempoOperator(cluster, signal);
        if ("silences" in search) {
            return search.absent
                ? verdictOf([missing(search.silences)], [])
                : notChecked(`nothing tells of an operator: ${search.silences.join("; ")}`);
        }
        const { found } = search;
        if (found.memory?.absent === true) {
            return verdictOf([missing([...found.memory.silences, found.where])], []);
        }
        return judge(found, facts);
    },
};

async function judge(found: TempoOperator, facts: Facts): Promise<Verdict> {
    const version = found.version === "" ? "of a version that nothing tells" : found.version;
    const isKnown = parseVersion(found.version) !== undefined;
    const findings = [
        ...trouble(found),
        ...(isKnown ? shortcomings(found, await request(facts)) : []),
    ];
    const [unseen] = found.memory?.silences.slice(-1) ?? [];
    return findings.length === 0 && unseen !== undefined
        ? notChecked(`only a resource remembers it, ${version} (${found.where}): ${unseen}`)
        : verdictOf(findings, [`operator ${version} (${found.where})`]);
}

/** What is asked of the operator, as far as it is known. */
interface Request {
    readonly tempo: TempoObject | undefined;
    readonly mode: CredentialMode | undefined;
}

async function request(facts: Facts): Promise<Request> {
    const [tempo, storage] = await Promise.all([facts.get("tempo"), facts.get("storage")]);
    return {
        tempo: tempo.known ? tempo.value : undefined,
        mode: storage.known ? storage.value.mode : undefined,
    };
}

function missing(silences: readonly string[]): Finding {
    return findingOf("operator-missing", {
        summary:
            "No Tempo operator is in the cluster: what is written in the resource stays as it is.",
        evidence: silences,
        remedy: {
            text: "Install the Tempo operator: on OpenShift from the software catalogue (package tempo-product or tempo-operator).",
            command: "oc get packagemanifests | grep tempo",
        },
    });
}

function trouble({ where, trouble: text }: TempoOperator): Finding[] {
    if (text === undefined) return [];
    const [kind = "", name = ""] = where.split(" ");
    const [namespace = "", object = ""] = name.split("/");
    return [
        findingOf("operator-not-running", {
            summary: `The Tempo operator (${where}) does not run, so nothing that changes is carried out.`,
            evidence: [`expected it at work, found: ${text}`],
            remedy: {
                text: "Look at its events and its own log, and have it run again.",
                command: `oc --namespace ${namespace} describe ${kind.toLowerCase()} ${object}`,
            },
        }),
    ];
}

function shortcomings({ version, where }: TempoOperator, asked: Request): Finding[] {
    const found = `operator ${version} (${where})`;
    return [
        ...(atLeast(version, "0.12.0") ? [] : withoutWebIdentity(asked, found)),
        ...(atLeast(version, "0.16.0") ? [] : withoutCredentialMode(asked, found)),
        ...(atLeast(version, "0.15.0") && !atLeast(version, "0.21.0")
            ? overHttp(asked, found)
            : []),
    ];
}

const UPGRADE = "Upgrade the operator to 0.21 or later.";

function withoutWebIdentity({ mode }: Request, found: string): Finding[] {
    if (mode !== "token") return [];
    return [
        findingOf("operator-without-web-identity", {
            summary:
                "This operator is older than web identity: it takes only Secrets with access keys.",
            evidence: [found, "expected 0.12.0 or later for a Secret with role_arn"],
            remedy: UPGRADE,
        }),
    ];
}

// The cluster drops a field that the operator's definition does not have; what was applied still tells of it.
function withoutCredentialMode({ tempo }: Request, found: string): Finding[] {
    const annotation = "kubectl.kubernetes.io/last-applied-configuration";
    const applied = textAt(tempo?.body, "metadata", "annotations", annotation);
    const asks = (tempo?.credentialMode ?? "") !== "" || applied.includes('"credentialMode"');
    if (!asks) return [];
    return [
        findingOf("operator-without-credential-mode", {
            summary: "This operator does not know credentialMode, and passes over it.",
            evidence: [found, "expected 0.16.0 or later for credentialMode"],
            remedy: UPGRADE,
        }),
    ];
}

function overHttp({ tempo, mode }: Request, found: string): Finding[] {
    const tls =
        valueAt(tempo?.body, "spec", "storage", "tls", "enabled") ??
        valueAt(tempo?.body, "spec", "storage", "traces", "s3", "tls", "enabled");
    if (mode === undefined || mode === "static" || tls === true) return [];
    return [
        findingOf("operator-storage-over-http", {
            summary:
                "This operator has Tempo speak to S3 over plain HTTP; a bucket that insists on TLS refuses it.",
            evidence: [
                found,
                "expected 0.21.0 or later, or storage.tls.enabled: true",
                "found storage.tls.enabled: not true",
            ],
            remedy: `${UPGRADE} Until then set storage.tls.enabled: true (a TempoMonolithic: storage.traces.s3.tls.enabled).`,
        }),
    ];
}
