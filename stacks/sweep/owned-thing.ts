// What the inventory finds: each thing that could be ours, with what it says of itself.
import type { Marks } from "./marks.ts";

/** The kinds of things that a stack leaves when its state is lost. */
export const THING_KINDS = [
    "job",
    "tempo-stack",
    "config-map",
    "secret",
    "namespace",
    "role",
    "policy",
    "bucket",
] as const;

/** One of {@link THING_KINDS}. */
export type ThingKind = (typeof THING_KINDS)[number];

/** A thing that carries a mark of ours, or is called as ours are; or one of which that could not be told. */
export interface OwnedThing {
    readonly kind: ThingKind;
    /** As a person knows it: a bucket, a role, a policy, a namespace, `namespace/name` of an object. */
    readonly name: string;
    /** An ARN in AWS, the uid of an object. */
    readonly id?: string | undefined;
    readonly marks: Marks;
    /** The account that it is in, where its ARN says so. */
    readonly accountId?: string | undefined;
    /** The Region of a bucket. */
    readonly region?: string | undefined;
    /** Why its marks could not be read. What could not be checked is never touched. */
    readonly unchecked?: string | undefined;
}

/** What is said of a kind, or of one thing, that could not be looked at. */
export function uncheckedThing(kind: ThingKind, name: string, why: string): OwnedThing {
    return { kind, name, marks: { form: "tags", values: {}, lacks: [] }, unchecked: why };
}

/** The namespace of an object in the cluster; undefined for what is in none. */
export function namespaceOf({ kind, name }: OwnedThing): string | undefined {
    const slash = name.indexOf("/");
    return kind === "namespace" || slash === -1 ? undefined : name.slice(0, slash);
}

/** Whether a thing is in a namespace of another owner. */
export function isGuest(thing: OwnedThing, namespace: OwnedThing): boolean {
    if (namespaceOf(thing) !== namespace.name) {
        return false;
    }
    const { stack, project } = thing.marks.values;
    return stack !== namespace.marks.values.stack || project !== namespace.marks.values.project;
}
