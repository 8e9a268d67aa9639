// What the rules of the storage Secret look at, and how they tell of it.
import type { Subject } from "../../facts.ts";
import type { CredentialMode, StorageSecret, TempoObject } from "../../facts/cluster.ts";
import { inferredMode } from "../../facts/credential-mode.ts";

/** A Secret, and the Tempo that asks for it. */
export interface Asked {
    readonly kind: Subject["kind"];
    readonly namespace: string;
    readonly tempo: TempoObject;
    readonly secret: StorageSecret;
}

/** The keys that each mode takes; the bucket is in all of them. */
export const MODE_KEYS: Readonly<Record<CredentialMode, readonly string[]>> = {
    static: ["bucket", "endpoint", "access_key_id", "access_key_secret"],
    token: ["bucket", "region", "role_arn"],
    "token-cco": ["bucket", "region"],
};

/** The mode that the operator takes. */
export function modeOf({ tempo, secret }: Asked): CredentialMode {
    return inferredMode(tempo.credentialMode, secret.fields);
}

/** Where a key is, for a person. */
export function keyPlace({ namespace, secret }: Asked, key: string): string {
    return `key ${key} of Secret ${namespace}/${secret.name}`;
}

/** The command that writes a key anew, just as it is given. */
export function writeKey({ namespace, secret }: Asked, key: string, value: string): string {
    const patch = JSON.stringify({ stringData: { [key]: value } });
    return `oc --namespace ${namespace} patch secret ${secret.name} --type merge --patch '${patch}'`;
}
