/** Whether an object must be updated or replaced. */
import type { DiffResult } from "@pulumi/pulumi/provider/index.js";

import { containsUnknown } from "../wire-values.ts";
import { replacingPaths } from "./immutable-fields.ts";
import {
    ANNOTATIONS,
    annotation,
    type KubeObject,
    metadataText,
    textMember,
    withMetadata,
} from "./kube-object.ts";
import { changedPaths, prune } from "./live-values.ts";
import { normalize } from "./object-inputs.ts";
import { inputsOf, liveOf } from "./object-state.ts";
import { findCondition } from "./readiness.ts";
import type { KubernetesSettings } from "./settings.ts";

/** What is compared. */
export interface DiffRequest {
    readonly state: KubeObject;
    readonly wanted: KubeObject;
    readonly settings: KubernetesSettings;
    /** The namespace of an object that names none. */
    readonly namespace: string;
    /** The live object as it is now. */
    read(): Promise<KubeObject | undefined>;
}

/**
 * Compares the inputs with the last live state, of which only the members count that were given
 * before: what the server and its controllers add is no change.
 */
export async function diffObject(request: DiffRequest): Promise<DiffResult> {
    const { state, settings } = request;
    const live = liveOf(state);
    const before = sameNames(prune(live, normalize(inputsOf(state))), live);
    const after = sameNames(request.wanted, live, request.namespace);
    const paths = changedPaths(before, after);
    const replaces = replacingPaths(paths, after, settings);
    if (annotation(after, ANNOTATIONS.replaceUnready) === "true" && !(await isComplete(request))) {
        replaces.push(`.metadata.annotations["${ANNOTATIONS.replaceUnready}"]`);
    }
    return {
        changes: paths.length > 0 || replaces.length > 0,
        replaces,
        deleteBeforeReplace: replaces.length > 0 && keepsItsName(after, live),
    };
}

/** Names that the server or the provider gave count as given, when the program gives none. */
function sameNames(object: unknown, live: KubeObject, namespace?: string): KubeObject {
    const given = object as KubeObject;
    const [name, place] = [metadataText(given, "name"), metadataText(given, "namespace")];
    const livePlace = metadataText(live, "namespace");
    return withMetadata(given, {
        ...(name === undefined ? { name: metadataText(live, "name") } : {}),
        ...(livePlace === undefined ? { namespace: undefined } : {}),
        ...(place === undefined && livePlace !== undefined
            ? { namespace: namespace ?? livePlace }
            : {}),
    });
}

/** Only a Job can be unready in this sense. */
async function isComplete(request: DiffRequest): Promise<boolean> {
    if (textMember(request.wanted, "kind") !== "Job") return true;
    const live = await request.read();
    return live === undefined || findCondition(live, "Complete")?.status === "True";
}

/** Two objects cannot have one name: the old one must go first. */
function keepsItsName(after: KubeObject, live: KubeObject): boolean {
    const name = metadataText(after, "name");
    return (
        name !== undefined &&
        !containsUnknown(name) &&
        annotation(after, ANNOTATIONS.autonamed) !== "true" &&
        name === metadataText(live, "name") &&
        metadataText(after, "namespace") === metadataText(live, "namespace")
    );
}
