/** A Kubernetes object as JSON, and the parts of it that the provider object reads. */
import { asRecord, isRecord } from "../wire-values.ts";

/** Any object; only its metadata is known. */
export type KubeObject = Readonly<Record<string, unknown>>;

/** Annotations that steer what the provider does with an object. */
export const ANNOTATIONS = {
    autonamed: "pulumi.com/autonamed",
    deletionPropagation: "pulumi.com/deletionPropagationPolicy",
    patchForce: "pulumi.com/patchForce",
    replaceUnready: "pulumi.com/replaceUnready",
    skipAwait: "pulumi.com/skipAwait",
    timeoutSeconds: "pulumi.com/timeoutSeconds",
    waitFor: "pulumi.com/waitFor",
} as const;

/** A member of the metadata as text. */
export function metadataText(object: KubeObject, name: string): string | undefined {
    const value = asRecord(object["metadata"])[name];
    return typeof value === "string" && value !== "" ? value : undefined;
}

/** An annotation, undefined where it is absent. */
export function annotation(object: KubeObject, key: string): string | undefined {
    const value = asRecord(asRecord(object["metadata"])["annotations"])[key];
    return typeof value === "string" ? value : undefined;
}

/** A member at the top level as text. */
export function textMember(object: KubeObject, name: string): string {
    const value = object[name];
    return typeof value === "string" ? value : "";
}

/** The value at the end of a path of members; undefined where it ends early. */
export function valueAt(object: unknown, ...path: readonly string[]): unknown {
    return path.reduce<unknown>((value, name) => asRecord(value)[name], object);
}

/** The objects in a list member. */
export function listAt(object: unknown, ...path: readonly string[]): readonly KubeObject[] {
    const value = valueAt(object, ...path);
    return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The object with other metadata members beside those it has. */
export function withMetadata(
    object: KubeObject,
    members: Readonly<Record<string, unknown>>,
): KubeObject {
    return { ...object, metadata: { ...asRecord(object["metadata"]), ...members } };
}

/** `namespace/name`, or the name alone for an object without namespace: the resource's id. */
export function idOf(object: KubeObject): string {
    const name = metadataText(object, "name") ?? "";
    const namespace = metadataText(object, "namespace");
    return namespace === undefined ? name : `${namespace}/${name}`;
}

/** The two parts of a resource's id. */
export function partsOfId(id: string): {
    readonly namespace: string | undefined;
    readonly name: string;
} {
    const at = id.indexOf("/");
    return at < 0
        ? { namespace: undefined, name: id }
        : { namespace: id.slice(0, at), name: id.slice(at + 1) };
}

/** How an object is called in messages. */
export function titleOf(object: KubeObject): string {
    return `${textMember(object, "kind")} ${idOf(object)}`;
}
