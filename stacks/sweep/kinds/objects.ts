// What is ours in namespaces of somebody else.
import { LABELS } from "../../../components/pure/lifetime/tags.ts";
import { deleteVolumeClaims } from "../../cluster/volume-claims.ts";
import { namespaceOf, type OwnedThing } from "../owned-thing.ts";
import { askPatiently, refusalOf } from "./cluster-ask.ts";
import { type ObjectType, thingsAt } from "./cluster-lists.ts";
import { deleteObject, objectPath, readObject } from "./cluster-objects.ts";
import type { ClusterTools, Kind } from "./kind.ts";

const JOB: ObjectType = { kind: "job", root: "/apis/batch/v1", plural: "jobs", managed: true };
const TEMPO_STACK: ObjectType = {
    kind: "tempo-stack",
    root: "/apis/tempo.grafana.com/v1alpha1",
    plural: "tempostacks",
    managed: false,
};
const CONFIG_MAP: ObjectType = {
    kind: "config-map",
    root: "/api/v1",
    plural: "configmaps",
    managed: true,
};
const SECRET: ObjectType = { kind: "secret", root: "/api/v1", plural: "secrets", managed: true };

const OBJECT_SECONDS = 120;
// Its pods write what they hold to the bucket first.
const TEMPO_SECONDS = 600;

/** The trace Jobs. */
export const JOBS = kindOf(JOB, (tools, thing) => deleteObject(tools, JOB, thing, OBJECT_SECONDS));

/** Tempo instances, with the volume claims that the operator leaves. */
export const TEMPO_STACKS = kindOf(TEMPO_STACK, async (tools, thing) => {
    await deleteObject(tools, TEMPO_STACK, thing, TEMPO_SECONDS);
    await claims(tools, thing, thing.name.slice(thing.name.indexOf("/") + 1));
});

/** The records of the gate. */
export const CONFIG_MAPS = kindOf(CONFIG_MAP, (tools, thing) =>
    deleteObject(tools, CONFIG_MAP, thing, OBJECT_SECONDS),
);

/** The storage Secrets: the last of a stack's objects, so a sweep that was ended early finds the claims by them. */
export const SECRETS = kindOf(SECRET, async (tools, thing) => {
    const { tempoName = "" } = thing.marks.values;
    const namespace = namespaceOf(thing) ?? "";
    const instance = objectPath(TEMPO_STACK, { ...thing, name: `${namespace}/${tempoName}` });
    const answer = await askPatiently(tools, instance);
    if (answer.status !== 404) {
        const found = answer.status === 200 ? "it is still there" : refusalOf(answer);
        throw new Error(`its TempoStack ${tempoName} has to be gone first: ${found}`);
    }
    await claims(tools, thing, tempoName);
    await deleteObject(tools, SECRET, thing, OBJECT_SECONDS);
});

/** All that carries our labels in one namespace; what could not be listed is among it. */
export async function objectsIn(tools: ClusterTools, namespace: string): Promise<OwnedThing[]> {
    const types = [JOB, TEMPO_STACK, CONFIG_MAP, SECRET];
    const found = types.map((type) =>
        thingsAt(tools, type, `${type.root}/namespaces/${namespace}/${type.plural}`, LABELS.stack),
    );
    return (await Promise.all(found)).flat();
}

function kindOf(type: ObjectType, remove: Kind<ClusterTools>["remove"]): Kind<ClusterTools> {
    return {
        list: (tools) => thingsAt(tools, type, `${type.root}/${type.plural}`, LABELS.stack),
        read: (tools, thing) => readObject(tools, type, thing),
        remove,
    };
}

async function claims(tools: ClusterTools, thing: OwnedThing, tempoName: string): Promise<void> {
    const { cluster, clock, signal } = tools;
    const instance = { namespace: namespaceOf(thing) ?? "", tempoName };
    await deleteVolumeClaims(cluster, instance, { clock, signal });
}
