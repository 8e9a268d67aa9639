/** What a stack's state holds. */
import { nameOfUrn } from "../../components/pure/names/urn.ts";
import type { RunnerWorkspace } from "./workspace.ts";

/** One resource in the state. */
export interface StackResource {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    /** Empty for components. */
    readonly id: string;
}

/** The resources of the state, without the stack itself. */
export async function stackResources(workspace: RunnerWorkspace): Promise<StackResource[]> {
    const exported: { deployment?: { resources?: unknown } } = await workspace.stack.exportStack();
    const listed = exported.deployment?.resources;
    return resourcesIn(Array.isArray(listed) ? listed : []);
}

/** The same from what was read already. */
export function resourcesIn(resources: readonly unknown[]): StackResource[] {
    return resources.flatMap((resource) => {
        const { urn, type, id } = resource as { urn?: unknown; type?: unknown; id?: unknown };
        if (typeof urn !== "string" || typeof type !== "string") return [];
        if (type === "pulumi:pulumi:Stack") return [];
        return [{ urn, type, name: nameOfUrn(urn), id: typeof id === "string" ? id : "" }];
    });
}
