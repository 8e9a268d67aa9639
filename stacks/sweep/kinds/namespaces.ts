// Namespaces that a stack made, with all that is in them.
import { isGuest, type OwnedThing } from "../owned-thing.ts";
import { type ObjectType, thingsAt } from "./cluster-lists.ts";
import { deleteObject, readObject } from "./cluster-objects.ts";
import type { ClusterTools, Kind } from "./kind.ts";
import { objectsIn } from "./objects.ts";

/** How the API has namespaces. */
export const NAMESPACE_TYPE: ObjectType = {
    kind: "namespace",
    root: "/api/v1",
    plural: "namespaces",
    managed: true,
};
const SECONDS = 300;

/** Namespaces. */
export const NAMESPACES: Kind<ClusterTools> = {
    list: async (tools) => {
        const things = await thingsAt(tools, NAMESPACE_TYPE, "/api/v1/namespaces");
        return things.filter(concernsUs);
    },
    read: (tools, thing) => readObject(tools, NAMESPACE_TYPE, thing),
    remove: async (tools, thing) => {
        await refuseGuests(tools, thing);
        await deleteObject(tools, NAMESPACE_TYPE, thing, SECONDS);
    },
};

function concernsUs({ marks, unchecked }: OwnedThing): boolean {
    const told = Object.keys(marks.values).filter((mark) => mark !== "namespace");
    return unchecked !== undefined || told.length > 0;
}

// Looked at again at the last moment: what another stack has put there since must not go with it.
async function refuseGuests(tools: ClusterTools, namespace: OwnedThing): Promise<void> {
    for (const thing of await objectsIn(tools, namespace.name)) {
        if (thing.unchecked !== undefined) {
            throw new Error(`what is in it cannot be told: ${thing.unchecked}`);
        }
        if (isGuest(thing, namespace)) {
            throw new Error(`it holds the ${thing.kind} ${thing.name} of another stack`);
        }
    }
}
