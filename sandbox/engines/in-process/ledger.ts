/** Everything a run has registered, in the order in which it was completed. */
import type { Properties, ProviderObject } from "../../provider-objects/provider-object.ts";
import type { EngineResource } from "../engine.ts";

/** One resource of a run. */
export interface LedgerEntry {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly id: string;
    readonly state: Properties;
    /** Who deletes it; undefined where there is nothing to delete: components, providers, things read. */
    readonly provider: ProviderObject | undefined;
    /** URNs of everything it needs: to be deleted after it. */
    readonly needs: readonly string[];
    readonly protect: boolean;
    readonly retainOnDelete: boolean;
    /** It goes together with that resource. */
    readonly deletedWith: string | undefined;
    readonly deleteSeconds: number | undefined;
}

/** The resources of one run. */
export class Ledger {
    readonly #entries = new Map<string, LedgerEntry>();

    /** Enters a resource, in the place of an earlier one with that URN. */
    enter(entry: LedgerEntry): void {
        this.#entries.set(entry.urn, entry);
    }

    find(urn: string): LedgerEntry | undefined {
        return this.#entries.get(urn);
    }

    /** In the order of completion. */
    entries(): readonly LedgerEntry[] {
        return [...this.#entries.values()];
    }

    /** For the report: without the stack itself. */
    resources(): EngineResource[] {
        return this.entries()
            .filter(({ type }) => type !== "pulumi:pulumi:Stack")
            .map(({ type, name, id }) => ({ type, name, id }));
    }
}
