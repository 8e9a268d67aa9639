// Whether an issuer publishes every key that the cluster's tokens may be signed with.
import type { SigningKey } from "../../components/pure/discovery-documents.ts";
import type { RotationFacts } from "./facts.ts";
import type { KeysReport } from "./report.ts";

/** Compares by key id and by the key itself: an id that is reused for another key helps nobody. */
export function keysOf(facts: RotationFacts, issuer: string): KeysReport {
    const { clusterKeys } = facts;
    const published = facts.published.get(issuer) ?? { because: "nobody asked the issuer" };
    if ("because" in clusterKeys) {
        return unchecked(`the cluster's own keys could not be read: ${clusterKeys.because}`);
    }
    if ("because" in published) {
        return unchecked(published.because);
    }
    const own = clusterKeys.value.keys;
    const theirs = published.value.keys;
    const missing = without(own, theirs);
    return {
        state: missing.length === 0 ? "published" : "missing",
        missing,
        extra: without(theirs, own),
    };
}

function without(keys: readonly SigningKey[], others: readonly SigningKey[]): string[] {
    return keys.filter((key) => !others.some((each) => isSame(each, key))).map(({ kid }) => kid);
}

function isSame(one: SigningKey, other: SigningKey): boolean {
    return (["kid", "kty", "n", "e", "crv", "x", "y"] as const).every(
        (field) => one[field] === other[field],
    );
}

function unchecked(because: string): KeysReport {
    return { state: "not-checked", missing: [], extra: [], because };
}
