// What of one stack is still in the cluster after it was destroyed.
import { volumeClaimsOf } from "../cluster/volume-claims.ts";
import { refusal } from "./aws-access.ts";
import { readObject } from "./kinds/cluster-objects.ts";
import type { ClusterTools } from "./kinds/kind.ts";
import { NAMESPACE_TYPE } from "./kinds/namespaces.ts";
import { objectsIn } from "./kinds/objects.ts";
import { belongsTo, type LeakCheckRequest, type Leaks, uncheckedLine } from "./leaks.ts";
import { type OwnedThing, uncheckedThing } from "./owned-thing.ts";

/** What of a stack is still in the cluster: its namespace where it made one, else its objects in it. */
export async function clusterLeaks(tools: ClusterTools, request: LeakCheckRequest): Promise<Leaks> {
    const { namespace, createNamespace, tempoName } = request.settings;
    const place = await namespaceNow(tools, namespace);
    if (place === undefined) {
        return { leftovers: [], unchecked: [] };
    }
    if (createNamespace && place.unchecked === undefined && belongsTo(place, request)) {
        return { leftovers: [`namespace ${namespace}`], unchecked: [] };
    }
    const [objects, claims] = await Promise.all([
        objectsIn(tools, namespace),
        claimsNow(tools, namespace, tempoName),
    ]);
    const ours = objects.filter(
        (thing) => thing.unchecked === undefined && belongsTo(thing, request),
    );
    return {
        leftovers: [...ours.map(({ kind, name }) => `${kind} ${name}`), ...claims.leftovers],
        unchecked: [...[place, ...objects].flatMap(uncheckedLine), ...claims.unchecked],
    };
}

async function namespaceNow(
    tools: ClusterTools,
    namespace: string,
): Promise<OwnedThing | undefined> {
    const unknown = uncheckedThing("namespace", namespace, "");
    try {
        return await readObject(tools, NAMESPACE_TYPE, unknown);
    } catch (error) {
        return uncheckedThing("namespace", namespace, refusal(error));
    }
}

async function claimsNow(
    { cluster, signal }: ClusterTools,
    namespace: string,
    tempoName: string,
): Promise<Leaks> {
    try {
        const names = await volumeClaimsOf(cluster, { namespace, tempoName }, signal);
        return {
            leftovers: names.map((name) => `volume claim ${namespace}/${name}`),
            unchecked: [],
        };
    } catch (error) {
        return { leftovers: [], unchecked: [`volume claims in ${namespace}: ${refusal(error)}`] };
    }
}
