// So many at once and no more.

/** A number of places: whoever finds none waits for one. */
export class Slots {
    #free: number;
    readonly #waiting: (() => void)[] = [];

    constructor(count: number) {
        this.#free = Math.max(1, Math.floor(count));
    }

    /** Works in a place, when there is one. */
    async run<T>(work: () => Promise<T>): Promise<T> {
        if (this.#free > 0) {
            this.#free -= 1;
        } else {
            await new Promise<void>((resolve) => this.#waiting.push(resolve));
        }
        try {
            return await work();
        } finally {
            const next = this.#waiting.shift();
            if (next === undefined) this.#free += 1;
            else next();
        }
    }
}
