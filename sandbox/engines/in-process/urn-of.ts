/** URNs as Pulumi's engine makes them. */
import { qualifiedTypeOfUrn } from "../../../components/pure/names/urn.ts";

const STACK_TYPE = "pulumi:pulumi:Stack";

/** The URN of a resource: the types of all its parents but the stack are part of it. */
export function urnOf(
    place: { readonly stack: string; readonly project: string },
    resource: { readonly parent: string; readonly type: string; readonly name: string },
): string {
    const parentType = qualifiedTypeOfUrn(resource.parent);
    const isTop = parentType === "" || parentType === STACK_TYPE;
    const type = isTop ? resource.type : `${parentType}$${resource.type}`;
    return `urn:pulumi:${place.stack}::${place.project}::${type}::${resource.name}`;
}
