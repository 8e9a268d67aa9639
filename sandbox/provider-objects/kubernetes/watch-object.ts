/** Follows one object until something is true of it. */
import { setTimeout as pause } from "node:timers/promises";

import { ApiError, isNotFound } from "../../operator/cluster/api-error.ts";
import { asRecord, isRecord } from "../wire-values.ts";
import type { Cluster, ServedKind } from "./cluster.ts";
import { type KubeObject, metadataText } from "./kube-object.ts";
import { WaitTimeoutError } from "./waiting.ts";

/** Which object to follow, and how long. */
export interface WatchOptions {
    readonly cluster: Cluster;
    readonly served: ServedKind;
    readonly namespace: string | undefined;
    readonly name: string;
    readonly seconds: number;
    readonly signal?: AbortSignal | undefined;
}

/** A watch needs a connection of its own, which costs as much as ten looks: most waits are over before. */
const LOOKS = 8;
const FIRST_PAUSE_MS = 40;
const LONGEST_PAUSE_MS = 2000;
/** A server that does not answer is asked again this often in a row. */
const MOST_TRIES = 6;

/**
 * Calls `look` with every version of the object (undefined: it is gone) until it returns true.
 *
 * @throws WaitTimeoutError when the time is over; whatever `look` throws
 */
export async function watchObject(
    options: WatchOptions,
    look: (object: KubeObject | undefined) => boolean,
): Promise<void> {
    const deadline = AbortSignal.timeout(Math.ceil(options.seconds * 1000));
    const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
    try {
        for (let round = 0; ; round++) {
            const current = await read(options, signal);
            if (look(current)) return;
            if (round >= LOOKS && (await follow(options, current, look, signal))) return;
            await pause(pauseAfter(round), undefined, { signal });
        }
    } catch (error) {
        options.signal?.throwIfAborted();
        if (!deadline.aborted) throw error;
        throw new WaitTimeoutError(`no end after ${options.seconds} s`, { cause: error });
    }
}

/** A watch that ends at once (a server that restarts) must not become a hot loop. */
function pauseAfter(round: number): number {
    return Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, round - LOOKS), LONGEST_PAUSE_MS);
}

async function read(options: WatchOptions, signal: AbortSignal): Promise<KubeObject | undefined> {
    const { cluster, served, namespace, name } = options;
    const path = cluster.path(served, namespace, name);
    for (let tries = 1; ; tries++) {
        try {
            return asRecord(await cluster.api.request("GET", path, { signal }));
        } catch (error) {
            if (isNotFound(error)) return undefined;
            if (signal.aborted || !isPassing(error) || tries >= MOST_TRIES) throw error;
            await pause(FIRST_PAUSE_MS * 2 ** tries, undefined, { signal });
        }
    }
}

/** Follows from the version read; true when `look` is satisfied, false when the watch ended before. */
async function follow(
    options: WatchOptions,
    current: KubeObject | undefined,
    look: (object: KubeObject | undefined) => boolean,
    signal: AbortSignal,
): Promise<boolean> {
    const { cluster, served, namespace, name } = options;
    const stop = new AbortController();
    let satisfied = false;
    let failure: Error | undefined;
    const query = {
        watch: true,
        fieldSelector: `metadata.name=${name}`,
        resourceVersion: current && metadataText(current, "resourceVersion"),
    };
    const details = { query, signal: AbortSignal.any([signal, stop.signal]) };
    try {
        await cluster.api.stream(cluster.path(served, namespace), details, (line) => {
            if (satisfied || failure !== undefined) return;
            try {
                satisfied = look(objectOf(line));
            } catch (error) {
                failure = error instanceof Error ? error : new Error(String(error));
            }
            if (satisfied || failure !== undefined) stop.abort();
        });
    } catch (error) {
        if (!stop.signal.aborted && !isPassing(error)) throw error;
    }
    if (failure !== undefined && !(failure instanceof ApiError && isPassing(failure)))
        throw failure;
    return satisfied;
}

function objectOf(line: string): KubeObject | undefined {
    const event: unknown = JSON.parse(line);
    const object = asRecord(event)["object"];
    const kind = asRecord(event)["type"];
    if (kind === "ERROR") {
        const code = asRecord(object)["code"];
        throw new ApiError("WATCH", typeof code === "number" ? code : 0, JSON.stringify(object));
    }
    return kind === "DELETED" || !isRecord(object) ? undefined : object;
}

/** The version to follow from is too old, or the server is away for a moment: read again and go on. */
function isPassing(error: unknown): boolean {
    return !(error instanceof ApiError) || error.status === 410 || error.status >= 500;
}
