/** Waits until an object is what its annotation, or the rule of its kind, calls ready. */
import type { OperationOptions } from "../provider-object.ts";
import type { Cluster, ServedKind } from "./cluster.ts";
import { ANNOTATIONS, annotation, type KubeObject, metadataText, titleOf } from "./kube-object.ts";
import { builtInRule, type Readiness } from "./readiness.ts";
import { fulfilled, wishesOf } from "./wait-for.ts";
import { timeoutSeconds, WaitTimeoutError } from "./waiting.ts";
import { watchObject } from "./watch-object.ts";

/** The object is there, and did not become ready. */
export class NotReadyError extends Error {
    override readonly name = "NotReadyError";
    /** The last version seen; undefined when it was deleted meanwhile. */
    readonly live: KubeObject | undefined;

    constructor(message: string, live: KubeObject | undefined, options?: ErrorOptions) {
        super(message, options);
        this.live = live;
    }
}

/**
 * The object when it is ready.
 *
 * @throws NotReadyError when it is not in time, cannot become so, or was deleted meanwhile
 */
export async function awaitReady(
    cluster: Cluster,
    served: ServedKind,
    made: KubeObject,
    options: OperationOptions | undefined,
): Promise<KubeObject> {
    const rule = ruleOf(made);
    if (rule === undefined) return made;
    const seconds = timeoutSeconds(made, options);
    const follower = new Follower(made, rule, options?.onStatus);
    const namespace = metadataText(made, "namespace");
    const target = { cluster, served, namespace, name: metadataText(made, "name") ?? "" };
    try {
        await watchObject({ ...target, seconds, signal: options?.signal }, (live) =>
            follower.look(live),
        );
    } catch (error) {
        if (!(error instanceof WaitTimeoutError)) throw error;
        throw new NotReadyError(
            `timed out waiting to be Ready: ${titleOf(made)} after ${seconds} s: ${follower.waiting}`,
            follower.live,
            { cause: error },
        );
    }
    return follower.live ?? made;
}

/** What must be true; undefined where nothing is waited for. `skipAwait` beats `waitFor`, and that the built-in rule. */
function ruleOf(object: KubeObject): ((live: KubeObject) => Readiness) | undefined {
    if (annotation(object, ANNOTATIONS.skipAwait) === "true") return undefined;
    const wishes = wishesOf(object);
    if (wishes === undefined) return builtInRule(object);
    return (live) => fulfilled(wishes, live);
}

class Follower {
    live: KubeObject | undefined;
    waiting = "nothing was seen of it";
    readonly #uid: string | undefined;
    readonly #title: string;
    readonly #rule: (live: KubeObject) => Readiness;
    readonly #onStatus: ((message: string) => void) | undefined;

    constructor(
        made: KubeObject,
        rule: (live: KubeObject) => Readiness,
        onStatus: ((message: string) => void) | undefined,
    ) {
        this.live = made;
        this.#uid = metadataText(made, "uid");
        this.#title = titleOf(made);
        this.#rule = rule;
        this.#onStatus = onStatus;
    }

    look(live: KubeObject | undefined): boolean {
        if (live === undefined || metadataText(live, "uid") !== this.#uid) {
            throw new NotReadyError(
                `${this.#title} was deleted while it was waited for`,
                undefined,
            );
        }
        this.live = live;
        const readiness = this.#rule(live);
        if (readiness.ready) return true;
        if (readiness.hopeless)
            throw new NotReadyError(`${this.#title}: ${readiness.waiting}`, live);
        if (readiness.waiting !== this.waiting) this.#onStatus?.(readiness.waiting);
        this.waiting = readiness.waiting;
        return false;
    }
}
