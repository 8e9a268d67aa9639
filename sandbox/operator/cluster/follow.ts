/** Keeps the objects of one type in memory, as the API server reports them. */
import { setTimeout as wait } from "node:timers/promises";

import { ApiError } from "./api-error.ts";
import type { ClusterApi } from "./cluster-api.ts";
import {
    asClusterObject,
    collectionPath,
    keyOf,
    type ClusterObject,
    type ResourceType,
} from "./objects.ts";
import { jsonList, parseJson, textOf, valueAt } from "./values.ts";

/** One change of an object that is followed. */
export interface Change {
    readonly kind: "seen" | "gone";
    readonly object: ClusterObject;
    /** What was known of it before. */
    readonly before?: ClusterObject | undefined;
}

/** What to follow and whom to tell. */
export interface FollowOptions {
    readonly api: ClusterApi;
    readonly type: ResourceType;
    /** @default every object of the type */
    readonly labelSelector?: string | undefined;
    readonly signal: AbortSignal;
    readonly onChange?: (change: Change) => void;
    /** Called once per outage, not once per attempt. */
    readonly onError: (error: Error) => void;
}

/** Objects of one type, kept up to date. */
export interface Followed {
    /** Resolves when the first list is in; never rejects. */
    readonly ready: Promise<void>;
    /** Resolves when the signal has fired and the watch has ended. */
    readonly ended: Promise<void>;
    get(key: string): ClusterObject | undefined;
    all(): readonly ClusterObject[];
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;
/** The server ends a watch after this long; it is opened again from where it was. */
const WATCH_SECONDS = 240;

/** Starts to follow; failures are reported and retried until the signal fires. */
export function follow(options: FollowOptions): Followed {
    const follower = new Follower(options);
    let listed = (): void => undefined;
    const ready = new Promise<void>((resolve) => {
        listed = resolve;
    });
    const ended = follower.run(() => {
        listed();
    });
    return {
        ready: Promise.race([ready, ended]),
        ended,
        get: (key) => follower.known.get(key),
        all: () => [...follower.known.values()],
    };
}

class Follower {
    readonly known = new Map<string, ClusterObject>();
    readonly #options: FollowOptions;
    #resourceVersion = "";
    /** Zero while all is well; grows with each attempt that fails. */
    #pauseMs = 0;

    constructor(options: FollowOptions) {
        this.#options = options;
    }

    async run(onReady: () => void): Promise<void> {
        const { signal } = this.#options;
        while (!signal.aborted) {
            try {
                if (this.#resourceVersion === "") await this.#list();
                onReady();
                await this.#watch();
                // A server on its way out ends watches as soon as they are opened.
                await pause(FIRST_PAUSE_MS, signal);
            } catch (error) {
                await this.#recover(error);
            }
        }
    }

    async #recover(error: unknown): Promise<void> {
        const { type, signal, onError } = this.#options;
        if (signal.aborted) return;
        if (isExpired(error)) {
            this.#resourceVersion = "";
            return;
        }
        if (this.#pauseMs === 0) onError(toError(error, type));
        const longer = Math.max(this.#pauseMs * 2, FIRST_PAUSE_MS);
        this.#pauseMs = Math.min(longer, LONGEST_PAUSE_MS);
        await pause(this.#pauseMs, signal);
    }

    async #list(): Promise<void> {
        const { api, type, labelSelector, signal } = this.#options;
        const answer = await api.request("GET", collectionPath(type), {
            query: { labelSelector },
            signal,
        });
        const items = jsonList(valueAt(answer, "items")).map((item) => asClusterObject(item, type));
        const present = new Set(items.map((item) => keyOf(item.metadata)));
        for (const [key, object] of this.known) {
            if (!present.has(key)) this.#forget(object);
        }
        for (const item of items) this.#remember(item);
        this.#resourceVersion = textOf(valueAt(answer, "metadata", "resourceVersion")) ?? "";
    }

    async #watch(): Promise<void> {
        const { api, type, labelSelector, signal } = this.#options;
        const query = {
            watch: true,
            allowWatchBookmarks: true,
            timeoutSeconds: WATCH_SECONDS,
            labelSelector,
            resourceVersion: this.#resourceVersion,
        };
        let failure: Error | undefined;
        await api.stream(collectionPath(type), { query, signal }, (line) => {
            try {
                this.#take(parseJson(line));
            } catch (error) {
                failure ??= toError(error, type);
            }
        });
        if (failure) throw failure;
    }

    #take(event: unknown): void {
        const kind = valueAt(event, "type");
        const body = valueAt(event, "object");
        if (kind === "ERROR") throw new ApiError("WATCH", statusCode(body), JSON.stringify(body));
        this.#pauseMs = 0;
        const version = textOf(valueAt(body, "metadata", "resourceVersion"));
        if (version !== undefined) this.#resourceVersion = version;
        if (kind === "BOOKMARK") return;
        const object = asClusterObject(body, this.#options.type);
        if (kind === "DELETED") this.#forget(object);
        else this.#remember(object);
    }

    #remember(object: ClusterObject): void {
        const key = keyOf(object.metadata);
        const before = this.known.get(key);
        this.known.set(key, object);
        if (before?.metadata.resourceVersion === object.metadata.resourceVersion) return;
        this.#options.onChange?.({ kind: "seen", object, before });
    }

    #forget(object: ClusterObject): void {
        const key = keyOf(object.metadata);
        const before = this.known.get(key);
        this.known.delete(key);
        this.#options.onChange?.({ kind: "gone", object, before });
    }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    await wait(milliseconds, undefined, { signal }).catch(() => undefined);
}

function isExpired(error: unknown): boolean {
    return error instanceof ApiError && error.status === 410;
}

function statusCode(status: unknown): number {
    const code = valueAt(status, "code");
    return typeof code === "number" ? code : 0;
}

function toError(error: unknown, type: ResourceType): Error {
    return error instanceof ApiError
        ? error
        : new Error(`The watch on ${type.plural} broke: ${String(error)}. It is opened again.`, {
              cause: error,
          });
}
