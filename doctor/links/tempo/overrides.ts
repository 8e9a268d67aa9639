// What spec.extraConfig says of the storage: it is merged over what the operator writes, and wins.
import { isTable } from "../../../components/pure/fields/raw-values.ts";
import { textAt, valueAt } from "../../../stacks/cluster/answers.ts";
import { findingOf } from "../../causes/finding.ts";
import type { Subject } from "../../facts.ts";
import type { StorageTarget, TempoObject } from "../../facts/cluster.ts";
import type { Finding } from "../../link.ts";

const PLACE = "spec.extraConfig.tempo.storage.trace";
const KEYS = ["access_key", "secret_key"];

/** The finding for what leads Tempo away from what the Secret says; a prefix, a class or a key of encryption does not. */
export function overrides(
    { kind, namespace, name }: Subject,
    { body }: TempoObject,
    target: StorageTarget,
): Finding[] {
    const trace = valueAt(body, "spec", "extraConfig", "tempo", "storage", "trace");
    const s3 = valueAt(trace, "s3");
    const evidence = [
        ...differs("backend", textAt(trace, "backend"), "s3"),
        ...differs("s3.bucket", textAt(s3, "bucket"), target.bucket),
        ...(target.mode === "static" ? [] : ofRole(s3, target)),
    ];
    if (evidence.length === 0) return [];
    return [
        findingOf("tempo-storage-overridden", {
            summary: `${kind} ${namespace}/${name} leads Tempo away from what its Secret says: extraConfig wins over the operator's configuration.`,
            evidence,
            remedy: {
                text: `Take these fields out of ${PLACE}, or write the Secret's values there.`,
                command: `oc --namespace ${namespace} get ${kind} ${name} -o jsonpath='{.spec.extraConfig}'`,
            },
        }),
    ];
}

function ofRole(s3: unknown, { region }: StorageTarget): string[] {
    const endpoint = textAt(s3, "endpoint");
    const other = /^(?:https?:\/\/)?s3[.-]([a-z]{2}[a-z0-9-]*-\d)\.amazonaws\./.exec(endpoint)?.[1];
    const held = isTable(s3) ? KEYS.filter((key) => Object.hasOwn(s3, key)) : [];
    return [
        ...(other === undefined || region === ""
            ? []
            : differs("s3.endpoint (its Region)", other, region)),
        ...(valueAt(s3, "insecure") === true
            ? [`${PLACE}.s3.insecure: expected false, found true`]
            : []),
        ...held.map((key) => `${PLACE}.s3.${key}: expected none with a role, found one`),
    ];
}

function differs(field: string, found: string, expected: string): string[] {
    return found === "" || found === expected
        ? []
        : [`${PLACE}.${field}: expected ${expected}, found ${found}`];
}
