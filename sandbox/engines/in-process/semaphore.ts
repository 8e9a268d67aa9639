/** Bounds how much runs at once. */

/** Lets so many tasks run; the others wait in order. */
export class Semaphore {
    #free: number;
    readonly #waiting: (() => void)[] = [];

    constructor(limit: number) {
        if (!Number.isInteger(limit) || limit < 1) {
            throw new Error(`Expected a limit of at least 1, got ${limit}. Give a whole number.`);
        }
        this.#free = limit;
    }

    /** Runs the task when it is its turn. */
    async run<T>(task: () => Promise<T>): Promise<T> {
        if (this.#free > 0) this.#free--;
        // The place is handed over by the task that ends: nobody can slip in between.
        else await new Promise<void>((resolve) => this.#waiting.push(resolve));
        try {
            return await task();
        } finally {
            const next = this.#waiting.shift();
            if (next === undefined) this.#free++;
            else next();
        }
    }
}
