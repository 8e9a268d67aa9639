// Tempo resource: there, looked after by the operator, and kept in S3.
import { operandName } from "../../components/pure/names/operand-names.ts";
import { textAt, listAt, valueAt } from "../../stacks/cluster/answers.ts";
import { findingOf } from "../causes/finding.ts";
import type { Facts } from "../facts.ts";
import { askList } from "../facts/ask.ts";
import { TEMPO_API, TEMPO_RESOURCES, type TempoObject } from "../facts/cluster.ts";
import { notChecked, verdictOf, type Finding, type Link } from "../link.ts";
import { overrides } from "./tempo/overrides.ts";

/** Tempo resource. */
export const tempo: Link = {
    id: "tempo",
    title: "Tempo resource",
    needs: ["crd"],
    probe: async (facts) => {
        const { kind, namespace, name } = facts.tools.subject;
        const found = await facts.need("tempo");
        if (found === undefined) return verdictOf([await missing(facts)], []);
        if (valueAt(found.body, "spec") === undefined) {
            return notChecked(`${kind} ${namespace}/${name} came without a specification`);
        }
        const storage = await facts.get("storage");
        const target = storage.known ? storage.value : undefined;
        const findings = [
            ...beingDeleted(found, facts),
            ...otherStorage(found, facts),
            ...(target === undefined ? [] : overrides(facts.tools.subject, found, target)),
            ...(target?.mode === "static" ? [] : authority(found, facts)),
            ...unmanaged(found, facts),
        ];
        return verdictOf(findings, [
            `${kind} ${namespace}/${name}: storage ${found.storageType}, Secret ${found.secretName || "not named"}, credential mode ${found.credentialMode || "by the Secret's keys"}`,
        ]);
    },
};

async function missing({ tools }: Facts): Promise<Finding> {
    const { kind, namespace, name } = tools.subject;
    const others = await elsewhere({ tools });
    return findingOf("tempo-missing", {
        summary: `There is no ${kind} ${name} in the namespace ${namespace}.`,
        evidence: [
            `expected ${kind} ${namespace}/${name}, found none`,
            ...(others.length === 0 ? [] : [`there are: ${others.join(", ")}`]),
        ],
        remedy: {
            text: "Give the right --namespace and --name, or deploy it: `tempo-sts up`.",
            command: "oc get tempostacks,tempomonolithics --all-namespaces",
        },
    });
}

const MOST_OTHERS = 10;

// A help only: whoever may not list is told nothing of it.
async function elsewhere({ tools }: Pick<Facts, "tools">): Promise<string[]> {
    const kinds = Object.entries(TEMPO_RESOURCES).map(async ([kind, plural]) => {
        const items = await askList(tools, plural, `${TEMPO_API}/${plural}`).catch(() => undefined);
        return (items ?? []).map(
            (each) =>
                `${kind} ${textAt(each, "metadata", "namespace")}/${textAt(each, "metadata", "name")}`,
        );
    });
    return (await Promise.all(kinds)).flat().slice(0, MOST_OTHERS);
}

function beingDeleted({ body }: TempoObject, { tools }: Facts): Finding[] {
    const since = textAt(body, "metadata", "deletionTimestamp");
    if (since === "") return [];
    const { kind, namespace, name } = tools.subject;
    const finalizers = listAt(body, "metadata", "finalizers").map(String).join(", ");
    return [
        findingOf("tempo-being-deleted", {
            summary: `${kind} ${namespace}/${name} has been asked to go since ${since}, and stays while its finalizers do.`,
            evidence: [`deletionTimestamp ${since}`, `finalizers: ${finalizers || "none"}`],
            remedy: {
                text: "Let the operator run: it takes its finalizer away. Only where there is no operator any more, take the finalizer away by hand.",
                command: `oc --namespace ${namespace} patch ${kind} ${name} --type merge --patch '{"metadata":{"finalizers":null}}'`,
            },
        }),
    ];
}

function otherStorage({ storageType }: TempoObject, { tools }: Facts): Finding[] {
    if (storageType === "s3") return [];
    const { kind, namespace, name } = tools.subject;
    return [
        findingOf("tempo-storage-not-s3", {
            summary: `${kind} ${namespace}/${name} keeps its traces in ${storageType || "nothing that is named"}, not in S3.`,
            evidence: [`expected storage of type s3, found ${storageType || "none"}`],
            remedy:
                kind === "tempostack"
                    ? "Set spec.storage.secret.type: s3, with a Secret for it."
                    : "Set spec.storage.traces.backend: s3 and spec.storage.traces.s3.secret.",
        }),
    ];
}

// The operator writes the path of the authority into Tempo's configuration, and mounts nothing there.
function authority({ body }: TempoObject, { tools }: Facts): Finding[] {
    const caName =
        textAt(body, "spec", "storage", "tls", "caName") ||
        textAt(body, "spec", "storage", "traces", "s3", "tls", "caName");
    if (caName === "") return [];
    return [
        findingOf("tempo-ca-in-token-mode", {
            summary: `With web identity the operator mounts no authority for the storage: ${operandName(tools.subject.name)} looks for one that is not there.`,
            evidence: [
                `found storage.tls.caName: ${caName}`,
                "expected none: S3's certificate is signed by a public authority",
            ],
            remedy: "Take storage.tls.caName away. A proxy's own authority goes into the pods with SSL_CERT_FILE (spec.env).",
        }),
    ];
}

function unmanaged({ body }: TempoObject, { tools }: Facts): Finding[] {
    const { kind, namespace, name } = tools.subject;
    const field = kind === "tempostack" ? "managementState" : "management";
    if (textAt(body, "spec", field) !== "Unmanaged") return [];
    return [
        findingOf("tempo-unmanaged", {
            severity: "warning",
            summary: `${kind} ${namespace}/${name} is unmanaged: no change of it, or of its Secret, is carried out.`,
            evidence: [`found spec.${field}: Unmanaged`],
            remedy: {
                text: "Have the operator look after it again.",
                command: `oc --namespace ${namespace} patch ${kind} ${name} --type merge --patch '{"spec":{"${field}":"Managed"}}'`,
            },
        }),
    ];
}
