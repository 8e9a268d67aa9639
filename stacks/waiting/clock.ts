// Time, so that whoever waits can be tested without waiting.
import { setTimeout } from "node:timers/promises";

/** What tells the time and lets it pass. */
export interface Clock {
    /** Milliseconds since 1970. */
    readonly now: () => number;
    /** Resolves after so many milliseconds; rejects at once when the signal is given. */
    readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** The computer's own. */
export const SYSTEM_CLOCK: Clock = {
    now: () => Date.now(),
    sleep: async (milliseconds, signal) => {
        signal?.throwIfAborted();
        await setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal });
    },
};
