/** Updates an object in place. */
import type { OperationOptions } from "../provider-object.ts";
import { applyObject, adoptFields } from "./apply-object.ts";
import type { Cluster } from "./cluster.ts";
import {
    ANNOTATIONS,
    annotation,
    type KubeObject,
    partsOfId,
    titleOf,
    withMetadata,
} from "./kube-object.ts";
import type { MadeObject } from "./make-object.ts";
import { readObject } from "./read-object.ts";
import type { KubernetesSettings } from "./settings.ts";

/** What an update works with. */
export interface UpdateContext {
    readonly cluster: Cluster;
    readonly settings: KubernetesSettings;
    readonly fieldManager: string;
    readonly options: OperationOptions | undefined;
}

/**
 * Applies the new inputs to the object with that id.
 *
 * @throws Error when the object is gone
 */
export async function updateObject(
    context: UpdateContext,
    id: string,
    old: KubeObject,
    object: KubeObject,
): Promise<MadeObject> {
    const { cluster, settings, fieldManager, options } = context;
    const found = await readObject(cluster, id, old, options);
    if (found === undefined) {
        throw new Error(
            `updating ${titleOf(old)}: it is gone. Refresh the stack, so that it is made again.`,
        );
    }
    const signal = options?.signal;
    await adoptFields(cluster, found.served, found.live, { fieldManager, signal });
    const { namespace, name } = partsOfId(id);
    const named = withMetadata(object, { name, ...(namespace === undefined ? {} : { namespace }) });
    const asked = annotation(object, ANNOTATIONS.patchForce);
    const force = asked === undefined ? settings.enablePatchForce : asked === "true";
    try {
        const live = await applyObject(cluster, found.served, named, {
            fieldManager,
            force,
            signal,
        });
        return { served: found.served, live };
    } catch (error) {
        signal?.throwIfAborted();
        const words = error instanceof Error ? error.message : String(error);
        throw new Error(`updating ${titleOf(named)}: ${words}`, { cause: error });
    }
}
