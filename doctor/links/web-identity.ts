// Which links there are at all: static credentials need neither issuer nor role.
import type { Facts } from "../facts.ts";
import type { StorageTarget } from "../facts/cluster.ts";
import { notApplicable, type Link, type Verdict } from "../link.ts";

/** A probe that is made only where the pods take a role by web identity. */
export function forWebIdentity(
    probe: (facts: Facts, storage: StorageTarget) => Promise<Verdict>,
): Link["probe"] {
    return async (facts) => {
        const tempo = await facts.get("tempo");
        const type = tempo.known ? (tempo.value?.storageType ?? "s3") : "s3";
        if (type !== "s3") return notApplicable(`the storage is ${type}`);
        const storage = await facts.need("storage");
        return storage.mode === "static"
            ? notApplicable("the credentials are static: no token and no role take part")
            : probe(facts, storage);
    };
}
