// One object of the cluster: read, and deleted to the end.
import { listAt, textAt } from "../../cluster/answers.ts";
import { backoff } from "../../waiting/backoff.ts";
import type { OwnedThing } from "../owned-thing.ts";
import { type ObjectType, thingOf } from "./cluster-lists.ts";
import { askPatiently, refusalOf } from "./cluster-ask.ts";
import type { ClusterTools } from "./kind.ts";

/** Where the API has an object. */
export function objectPath({ root, plural }: ObjectType, { name }: OwnedThing): string {
    const [namespace = "", inside] = name.split("/");
    return inside === undefined
        ? `${root}/${plural}/${namespace}`
        : `${root}/namespaces/${namespace}/${plural}/${inside}`;
}

/** The object as it is now; undefined when it is gone. @throws Error when it cannot be read */
export async function readObject(
    tools: ClusterTools,
    type: ObjectType,
    thing: OwnedThing,
): Promise<OwnedThing | undefined> {
    const answer = await askPatiently(tools, objectPath(type, thing));
    if (answer.status === 404) {
        return undefined;
    }
    if (answer.status !== 200) {
        throw new Error(`it cannot be read: ${refusalOf(answer)}`);
    }
    return thingOf(type, answer.body);
}

/**
 * Deletes exactly this object, and waits until it is gone.
 *
 * @throws Error when the cluster refuses, or when it does not go in time
 */
export async function deleteObject(
    tools: ClusterTools,
    type: ObjectType,
    thing: OwnedThing,
    seconds: number,
): Promise<void> {
    const { clock, signal } = tools;
    const path = objectPath(type, thing);
    // By its uid: another of the same name, made a moment ago, is somebody else's.
    const body = { propagationPolicy: "Background", preconditions: { uid: thing.id } };
    const answer = await askPatiently(tools, path, { method: "DELETE", body });
    if (answer.status === 404) {
        return;
    }
    if (answer.status < 200 || answer.status >= 300) {
        throw new Error(`the cluster refused: ${refusalOf(answer)}`);
    }
    const deadline = clock.now() + seconds * 1000;
    for (let attempt = 0; ; attempt += 1) {
        const now = await askPatiently(tools, path);
        const isAnother = now.status === 200 && textAt(now.body, "metadata", "uid") !== thing.id;
        if (now.status === 404 || isAnother) {
            return;
        }
        if (clock.now() >= deadline) {
            throw new Error(`it is still there after ${seconds} s${whyStill(now.body)}`);
        }
        await clock.sleep(backoff(attempt), signal);
    }
}

// What holds it: finalizers, or what is left in a namespace.
function whyStill(object: unknown): string {
    const finalizers = listAt(object, "metadata", "finalizers").filter(
        (each) => typeof each === "string",
    );
    const remaining = listAt(object, "status", "conditions")
        .filter((each) => textAt(each, "status") === "True")
        .map((each) => textAt(each, "message"));
    const reasons = [
        ...remaining,
        ...(finalizers.length === 0 ? [] : [`its finalizers are ${finalizers.join(", ")}`]),
    ];
    return reasons.length === 0 ? "" : `: ${reasons.join("; ")}`;
}
