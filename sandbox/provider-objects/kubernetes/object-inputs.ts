/** From a program's inputs to the object that is sent: defaults, names and the two forms of a Secret's data. */
import { createHash, randomBytes } from "node:crypto";

import type { Properties } from "../provider-object.ts";
import { asRecord, containsUnknown, isRecord, isSecret, secret } from "../wire-values.ts";
import {
    ANNOTATIONS,
    annotation,
    type KubeObject,
    metadataText,
    withMetadata,
} from "./kube-object.ts";

/** Members of the state that the provider keeps for itself. */
export const STATE_INPUTS = "__inputs";
/** Who owns the fields that were applied. */
export const STATE_FIELD_MANAGER = "__fieldManager";

/** Inputs with the kind of their type, and with a name where the program gives none. */
export function completeInputs(
    news: Properties,
    olds: Properties,
    kind: { readonly apiVersion: string; readonly kind: string },
    resourceName: string,
): Properties {
    const inputs: Record<string, unknown> = { ...kind, ...withoutOwnMembers(news) };
    if (!canBeNamed(inputs)) return inputs;
    const annotations = asRecord(asRecord(inputs["metadata"])["annotations"]);
    const wasNamed = annotation(olds, ANNOTATIONS.autonamed) === "true";
    const before = wasNamed ? metadataText(olds, "name") : undefined;
    return withMetadata(inputs, {
        name: before ?? `${resourceName.toLowerCase()}-${randomBytes(4).toString("hex")}`,
        annotations: { ...annotations, [ANNOTATIONS.autonamed]: "true" },
    });
}

/** The same object in the form in which the server keeps it: a Secret's `stringData` is part of its `data`. */
export function normalize(object: KubeObject): KubeObject {
    const { stringData, ...rest } = object;
    if (object["kind"] !== "Secret" || object["apiVersion"] !== "v1" || !isRecord(stringData)) {
        return object;
    }
    const data = { ...asRecord(object["data"]) };
    for (const [key, value] of Object.entries(stringData)) {
        if (typeof value === "string") data[key] = Buffer.from(value, "utf8").toString("base64");
    }
    return { ...rest, data };
}

/** A Secret's values are secret whatever the program says. */
export function concealSecretData(properties: Properties): Properties {
    if (properties["kind"] !== "Secret") return properties;
    const concealed: Record<string, unknown> = { ...properties };
    for (const member of ["data", "stringData"]) {
        if (concealed[member] !== undefined) concealed[member] = secret(concealed[member]);
    }
    const inputs = concealed[STATE_INPUTS];
    if (isRecord(inputs))
        concealed[STATE_INPUTS] = concealSecretData({ kind: "Secret", ...inputs });
    return concealed;
}

/** The members of a state that make up the live object. */
export function withoutOwnMembers(state: Properties): Properties {
    return Object.fromEntries(Object.entries(state).filter(([name]) => !name.startsWith("__")));
}

/** The name under which a resource owns the fields it applies: the same for every run of the same stack. */
export function fieldManagerOf(urn: string): string {
    return `pulumi-kubernetes-${createHash("sha256").update(urn).digest("hex").slice(0, 8)}`;
}

/** There is no name, and all that is needed to give one is known. */
function canBeNamed(inputs: Properties): boolean {
    const metadata = inputs["metadata"] ?? {};
    if (!isRecord(metadata) || isSecret(metadata)) return false;
    if (metadata["name"] !== undefined || metadata["generateName"] !== undefined) return false;
    const annotations = metadata["annotations"] ?? {};
    return isRecord(annotations) && !isSecret(annotations) && !containsUnknown(annotations);
}
