/** Reads an object; one that is gone is no error. */
import { isNotFound } from "../../operator/cluster/api-error.ts";
import type { OperationOptions } from "../provider-object.ts";
import { asRecord } from "../wire-values.ts";
import { type Cluster, NoMatchError } from "./cluster.ts";
import { type KubeObject, partsOfId, textMember } from "./kube-object.ts";
import type { MadeObject } from "./make-object.ts";

/** The object with an id, of the kind of the reference. */
export async function readObject(
    cluster: Cluster,
    id: string,
    reference: KubeObject,
    options: OperationOptions | undefined,
): Promise<MadeObject | undefined> {
    const { namespace, name } = partsOfId(id);
    try {
        const served = await cluster.kind(
            textMember(reference, "apiVersion"),
            textMember(reference, "kind"),
            options?.signal,
        );
        const path = cluster.path(served, namespace, name);
        const answer = await cluster.api.request("GET", path, { signal: options?.signal });
        return { served, live: asRecord(answer) };
    } catch (error) {
        // Without its definition a custom resource is gone too.
        if (isNotFound(error) || error instanceof NoMatchError) return undefined;
        throw error;
    }
}
