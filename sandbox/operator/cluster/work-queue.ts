/** A queue of keys: each key is worked on by one worker at a time and retried when that fails. */
import { setTimeout as wait } from "node:timers/promises";

/** How a queue works. */
export interface WorkQueueOptions {
    /** Brings one key to its desired state. */
    readonly work: (key: string) => Promise<void>;
    /** Told of each failure that is worth telling; the key is tried again whatever it does. */
    readonly onError: (error: Error, key: string) => void;
    /** Failures that are part of the ordinary course and are only tried again. @default none */
    readonly isExpected?: (error: unknown) => boolean;
    readonly signal: AbortSignal;
    /** Keys worked on at once. @default 16 */
    readonly concurrency?: number;
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5000;

/** Keys waiting for work; adding one that already waits changes nothing. */
export class WorkQueue {
    readonly #options: WorkQueueOptions;
    readonly #waiting = new Set<string>();
    readonly #running = new Map<string, Promise<void>>();
    readonly #failures = new Map<string, number>();

    constructor(options: WorkQueueOptions) {
        this.#options = options;
    }

    /** Asks for work on a key, after the work that is now under way on it. */
    add(key: string): void {
        if (this.#options.signal.aborted) return;
        this.#waiting.add(key);
        this.#next();
    }

    /** Resolves when no work is under way; to be used after the signal has fired. */
    async drained(): Promise<void> {
        this.#waiting.clear();
        await Promise.all(this.#running.values());
    }

    #next(): void {
        const limit = this.#options.concurrency ?? 16;
        for (const key of this.#waiting) {
            if (this.#running.size >= limit) return;
            if (this.#running.has(key)) continue;
            this.#waiting.delete(key);
            const done = this.#run(key).finally(() => {
                this.#running.delete(key);
                if (!this.#options.signal.aborted) this.#next();
            });
            this.#running.set(key, done);
        }
    }

    async #run(key: string): Promise<void> {
        const { work, signal } = this.#options;
        try {
            await work(key);
            this.#failures.delete(key);
        } catch (error) {
            if (signal.aborted) return;
            this.#report(error, key);
            this.#retryLater(key);
        }
    }

    #report(error: unknown, key: string): void {
        if (this.#options.isExpected?.(error)) return;
        const cause = error instanceof Error ? error : new Error(String(error));
        this.#options.onError(cause, key);
    }

    #retryLater(key: string): void {
        const failures = this.#failures.get(key) ?? 0;
        this.#failures.set(key, failures + 1);
        const pause = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
        const { signal } = this.#options;
        void wait(pause, undefined, { signal, ref: false }).then(
            () => {
                this.add(key);
            },
            () => undefined,
        );
    }
}
