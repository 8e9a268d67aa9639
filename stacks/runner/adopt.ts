/** What becomes of operations that a killed update left: worked out from the state alone. */
import { nameOfUrn } from "../../components/pure/names/urn.ts";
import { physicalId } from "./physical-id.ts";
import type { StackState, StateResource } from "./state-file.ts";

/** A state without pending operations, and what has to be done with it. */
export interface Adoption {
    readonly resources: readonly StateResource[];
    /** URNs whose resources may be there or not, and may have been changed or not. */
    readonly uncertain: readonly string[];
    /** URNs of Jobs that were begun and not awaited: they have to be made anew. */
    readonly unawaited: readonly string[];
    /** For people. */
    readonly notes: readonly string[];
}

const JOB = "kubernetes:batch/v1:Job";

type Draft = { readonly [Field in keyof Adoption]: Adoption[Field][number][] };

/**
 * Takes resources into the state whose creation was under way, under the ids that they would have. A look at what is there
 * decides then: what does not exist drops out of the state again.
 */
export function adopt({ resources, pending }: Pick<StackState, "resources" | "pending">): Adoption {
    const draft: Draft = { resources: [...resources], uncertain: [], unawaited: [], notes: [] };
    for (const { type: operation, resource } of pending) {
        if (operation === "creating" || operation === "importing") takeIn(draft, resource);
        else doubt(draft, operation, resource);
    }
    return draft;
}

/** It is in the state, with what was known of it before. */
function doubt(draft: Draft, operation: string, { urn, type }: StateResource): void {
    const isThere = draft.resources.some((other) => other.urn === urn);
    if (operation !== "reading" && isThere) draft.uncertain.push(urn);
    draft.notes.push(`${operation} ${nameOfUrn(urn)} (${type}) was cut short`);
}

function takeIn(draft: Draft, resource: StateResource): void {
    const { urn, type } = resource;
    if (!isPhysical(resource)) return;
    const begun = `creating ${nameOfUrn(urn)} (${type}) was cut short`;
    const id = idOf(resource, draft.resources);
    if (id === undefined) {
        draft.notes.push(`${begun}; whether it is there cannot be told from here: look for it`);
        return;
    }
    const taken = { ...resource, id, outputs: { ...resource.inputs, id } };
    const twin = draft.resources.find((other) => other.urn === urn && other.delete !== true);
    if (twin === undefined) {
        draft.resources.push(taken);
        draft.uncertain.push(urn);
        if (type === JOB) draft.unawaited.push(urn);
    } else if (twin.id !== id) {
        // It was to replace the first: it is deleted, and made anew.
        draft.resources.push({ ...taken, delete: true });
    }
    draft.notes.push(`${begun}; looked for ${id}`);
}

function idOf(resource: StateResource, resources: readonly StateResource[]): string | undefined {
    const { id } = resource;
    return id !== undefined && id !== "" ? id : physicalId(resource, resources);
}

/** Components and Pulumi providers are in the state only. */
function isPhysical({ custom, type }: StateResource): boolean {
    return custom === true && !type.startsWith("pulumi:");
}
