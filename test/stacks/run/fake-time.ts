// Time for a run's tests: it passes only when nothing else is left to do, and then at once.
import type { RunClock } from "../../../stacks/run/options.ts";

/** The clock, and what drives it. */
export interface FakeTime {
    readonly clock: RunClock;
    /** Calls back at that moment of it. */
    at(milliseconds: number, call: () => void): void;
    /** Lets time pass until the work is over. */
    until<T>(work: Promise<T>): Promise<T>;
}

interface Alarm {
    readonly due: number;
    readonly ring: () => void;
}

/** A run that makes no end is cut off by the test's own time limit. */
const MOST_TURNS = 100_000;

/** Begins at 0. */
export function fakeTime(): FakeTime {
    let now = 0;
    let alarms: Alarm[] = [];
    const set = (milliseconds: number, ring: () => void): Alarm => {
        const alarm = { due: now + milliseconds, ring };
        alarms.push(alarm);
        return alarm;
    };
    const clock: RunClock = {
        now: () => now,
        sleep: (milliseconds, signal) =>
            new Promise((resolve, reject) => {
                const alarm = set(milliseconds, resolve);
                const giveUp = (): void => {
                    alarms = alarms.filter((each) => each !== alarm);
                    reject(signal?.reason instanceof Error ? signal.reason : new Error("aborted"));
                };
                if (signal?.aborted === true) giveUp();
                else signal?.addEventListener("abort", giveUp, { once: true });
            }),
        timeout: (milliseconds) => {
            const controller = new AbortController();
            set(milliseconds, () => {
                controller.abort(new DOMException("time is up", "TimeoutError"));
            });
            return controller.signal;
        },
    };
    const ringNext = (): void => {
        const next = alarms.toSorted((left, right) => left.due - right.due)[0];
        if (next === undefined) return;
        alarms = alarms.filter((each) => each !== next);
        now = Math.max(now, next.due);
        next.ring();
    };
    return {
        clock,
        at: (milliseconds, call) => void set(milliseconds - now, call),
        until: async <T>(work: Promise<T>) => {
            const ended = new Set<Promise<T>>();
            const end = (): unknown => ended.add(work);
            work.then(end, end);
            for (let turn = 0; turn < MOST_TURNS && !ended.has(work); turn += 1) {
                await new Promise((resolve) => setImmediate(resolve));
                if (!ended.has(work)) ringNext();
            }
            return work;
        },
    };
}
