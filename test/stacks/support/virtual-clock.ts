// A clock whose time passes only while somebody sleeps.
import type { Clock } from "../../../stacks/waiting/clock.ts";

/** The clock, and how long everybody has slept in all. */
export interface VirtualClock extends Clock {
    readonly sleptSeconds: () => number;
}

/** Starts now. Real requests that happen between the sleeps take no time of it. */
export function virtualClock(): VirtualClock {
    const start = Date.now();
    let slept = 0;
    return {
        now: () => start + slept,
        sleep: async (milliseconds, signal) => {
            signal?.throwIfAborted();
            slept += milliseconds;
            await Promise.resolve();
        },
        sleptSeconds: () => slept / 1000,
    };
}
