/** How long something runs: until its caller's signal fires, or until it is stopped. */

/** The signal of something that runs, and the one way to end it. */
export interface Lifetime {
    /** Fires when the caller's signal does, or when the end is asked for. */
    readonly signal: AbortSignal;
    readonly end: () => void;
}

/** A lifetime that may be shorter than the caller's, never longer. */
export function lifetime(callers: AbortSignal | undefined): Lifetime {
    const own = new AbortController();
    return {
        signal: callers ? AbortSignal.any([callers, own.signal]) : own.signal,
        end: () => {
            own.abort();
        },
    };
}

/** The work, done at the first call; later calls wait for the same end. */
export function once(work: () => Promise<void>): () => Promise<void> {
    let done: Promise<void> | undefined;
    return async () => (done ??= work());
}
