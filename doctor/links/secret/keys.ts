// Which keys the storage Secret has to hold, and which it must not hold at once.
import { findingOf } from "../../causes/finding.ts";
import type { CredentialMode } from "../../facts/cluster.ts";
import type { Finding } from "../../link.ts";
import { keyPlace, MODE_KEYS, modeOf, type Asked } from "./asked.ts";

/** What is wrong with the set of keys: the operator refuses the Secret for it, in this order. */
export function keyFindings(asked: Asked): Finding[] {
    const both = bothSets(asked);
    if (both.length > 0) return both;
    const mode = modeOf(asked);
    const lacking = MODE_KEYS[mode].filter((key) => isLacking(asked, key));
    if (lacking.length === 0) return [];
    const other = otherMode(asked, mode);
    return other === undefined
        ? lacking.map((key) => lacks(asked, mode, key))
        : [wrongMode(asked, mode, other)];
}

function isLacking({ secret }: Asked, key: string): boolean {
    return (secret.fields[key] ?? "") === "" && !secret.unreadableKeys.includes(key);
}

function isHeld({ secret }: Asked, key: string): boolean {
    return secret.fields[key] !== undefined || secret.unreadableKeys.includes(key);
}

function bothSets(asked: Asked): Finding[] {
    const { tempo, secret, namespace } = asked;
    const [long, short] = [MODE_KEYS.static, MODE_KEYS.token].map((keys) =>
        keys.slice(1).filter((key) => isHeld(asked, key)),
    );
    if (tempo.credentialMode !== "" || !long?.length || !short?.length) return [];
    return [
        findingOf("secret-both-key-sets", {
            summary: `The Secret ${namespace}/${secret.name} holds keys of a long-lived and of a short-lived credential: the operator takes neither.`,
            evidence: [`long-lived: ${long.join(", ")}`, `short-lived: ${short.join(", ")}`],
            remedy: {
                text: "Keep bucket, region and role_arn, and take the others away.",
                command: `oc --namespace ${namespace} patch secret ${secret.name} --type json --patch '${JSON.stringify(long.map((key) => ({ op: "remove", path: `/data/${key}` })))}'`,
            },
        }),
    ];
}

// The other mode whose keys are all there, where this one's are not.
function otherMode(asked: Asked, mode: CredentialMode): CredentialMode | undefined {
    const others: readonly CredentialMode[] = mode === "static" ? ["token"] : ["static"];
    return others.find((other) => MODE_KEYS[other].every((key) => !isLacking(asked, key)));
}

function wrongMode(asked: Asked, mode: CredentialMode, other: CredentialMode): Finding {
    const { kind, namespace, secret } = asked;
    const field =
        kind === "tempostack"
            ? "spec.storage.secret.credentialMode"
            : "spec.storage.traces.s3.credentialMode";
    return findingOf("secret-wrong-mode", {
        summary: `${field} says ${mode}, and the Secret ${namespace}/${secret.name} is written for ${other}.`,
        evidence: [
            `expected the keys ${MODE_KEYS[mode].join(", ")}`,
            `found the keys ${Object.keys(secret.fields).join(", ")}`,
        ],
        remedy: `Write the Secret for ${mode}, or take ${field} away: the operator then goes by the Secret's keys.`,
    });
}

function lacks(asked: Asked, mode: CredentialMode, key: string): Finding {
    const { namespace, secret } = asked;
    const isThere = secret.fields[key] !== undefined;
    return findingOf("secret-key-missing", {
        summary: `The Secret ${namespace}/${secret.name} ${isThere ? `has nothing under ${key}` : `lacks ${key}`}, which the credential mode ${mode} needs.`,
        evidence: [
            `expected ${MODE_KEYS[mode].join(", ")}`,
            `found ${Object.keys(secret.fields).join(", ") || "no key"}${isThere ? `; ${keyPlace(asked, key)} is empty` : ""}`,
        ],
        remedy: {
            text: `Write ${key} into it.`,
            command: `oc --namespace ${namespace} patch secret ${secret.name} --type merge --patch '{"stringData":{"${key}":"<value>"}}'`,
        },
    });
}
