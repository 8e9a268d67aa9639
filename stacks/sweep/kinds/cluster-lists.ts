// Lists of the cluster's API, page by page.
import { listAt, textAt, valueAt } from "../../cluster/answers.ts";
import { isTable } from "../../../components/pure/fields/raw-values.ts";
import { marksOfLabels } from "../marks.ts";
import { type OwnedThing, type ThingKind, uncheckedThing } from "../owned-thing.ts";
import { askPatiently, refusalOf } from "./cluster-ask.ts";
import type { ClusterTools } from "./kind.ts";

/** An object's kind, and where the API has it. */
export interface ObjectType {
    readonly kind: ThingKind;
    /** Before the namespace: `/api/v1` or `/apis/<group>/<version>`. */
    readonly root: string;
    readonly plural: string;
    /** Whether our value of `app.kubernetes.io/managed-by` belongs to its labels. */
    readonly managed: boolean;
}

const PAGE = 500;

/** All things of a list, and why the list ends early where it does. */
export async function thingsAt(
    tools: ClusterTools,
    type: ObjectType,
    path: string,
    selector?: string,
): Promise<OwnedThing[]> {
    const things: OwnedThing[] = [];
    let next = "";
    do {
        const query = new URLSearchParams({
            limit: String(PAGE),
            ...(selector === undefined ? {} : { labelSelector: selector }),
            ...(next === "" ? {} : { continue: next }),
        });
        const answer = await askPatiently(tools, `${path}?${query.toString()}`);
        // Without the custom resource's definition there is no such object.
        if (answer.status === 404) {
            return things;
        }
        if (answer.status !== 200) {
            const every = `every ${type.kind}`;
            return [...things, uncheckedThing(type.kind, every, refusalOf(answer))];
        }
        things.push(...listAt(answer.body, "items").map((item) => thingOf(type, item)));
        next = textAt(answer.body, "metadata", "continue");
    } while (next !== "");
    return things;
}

/** The thing that an object is. */
export function thingOf(type: ObjectType, object: unknown): OwnedThing {
    const name = textAt(object, "metadata", "name");
    const namespace = textAt(object, "metadata", "namespace");
    return {
        kind: type.kind,
        name: namespace === "" ? name : `${namespace}/${name}`,
        id: textAt(object, "metadata", "uid"),
        marks: marksOfLabels(labelsOf(object), namespace === "" ? name : namespace, type.managed),
    };
}

/** An object's labels. */
export function labelsOf(object: unknown): Record<string, string> {
    const labels = valueAt(object, "metadata", "labels");
    const entries = isTable(labels) ? Object.entries(labels) : [];
    return Object.fromEntries(
        entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
}
