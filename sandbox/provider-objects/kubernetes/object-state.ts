/** What Pulumi's state holds of an object: the live one, and the inputs it was made from. */
import type { Properties } from "../provider-object.ts";
import { asRecord, conceal, isRecord, without } from "../wire-values.ts";
import { type KubeObject, textMember } from "./kube-object.ts";
import { changedPaths, prune } from "./live-values.ts";
import {
    concealSecretData,
    normalize,
    STATE_FIELD_MANAGER,
    STATE_INPUTS,
    withoutOwnMembers,
} from "./object-inputs.ts";

/** Metadata that the server adds. */
const ADDED_METADATA =
    "creationTimestamp generation managedFields resourceVersion uid selfLink".split(" ");

/** The state for a live object. `pattern` shows which of its parts are secret. */
export function checkpoint(
    live: KubeObject,
    parts: {
        readonly inputs: Properties;
        readonly fieldManager: string;
        readonly pattern: Properties;
    },
): Properties {
    // Bookkeeping of the server, longer than the object itself.
    const metadata = without(asRecord(live["metadata"]), "managedFields");
    const state = {
        ...live,
        metadata,
        [STATE_INPUTS]: parts.inputs,
        [STATE_FIELD_MANAGER]: parts.fieldManager,
        __initialApiVersion: textMember(live, "apiVersion"),
    };
    const pattern = { ...parts.pattern, [STATE_INPUTS]: parts.pattern };
    return concealSecretData(conceal(state, pattern));
}

/** The live object in a state. */
export function liveOf(state: Properties): KubeObject {
    return withoutOwnMembers(state);
}

/** The inputs in a state. */
export function inputsOf(state: Properties): Properties {
    return asRecord(state[STATE_INPUTS]);
}

/**
 * The inputs that a live object shows: what it has of the members that were given before. For an
 * import nothing was: then everything but what the server adds.
 */
export function readInputs(live: KubeObject, state: Properties, old: Properties): Properties {
    const before = Object.keys(old).length > 0 ? old : inputsOf(state);
    if (Object.keys(before).length === 0) return importedInputs(live);
    const given = normalize(before);
    const pruned = prune(live, given);
    // Nothing has changed: then in the program's own words, such as a Secret's stringData.
    if (changedPaths(pruned, given).length === 0) return before;
    return isRecord(pruned) ? pruned : {};
}

function importedInputs(live: KubeObject): Properties {
    const metadata = without(asRecord(live["metadata"]), ...ADDED_METADATA);
    return { ...without(live, "status"), metadata };
}
