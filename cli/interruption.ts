/** Ctrl-C and the signals that ask to end: a wish to stop in good order, and the second time to leave at once. */
import { EXIT_CODES } from "./exit-codes.ts";
import type { Io } from "./io.ts";

/** One Ctrl-C can arrive twice: from the terminal, and passed on by npm. */
const SAME_MS = 1000;

/** Listens until it is closed. */
export class Interruption {
    readonly #controller = new AbortController();
    readonly #io: Io;
    readonly #stopListening: () => void;
    readonly #now: () => number;
    #last = -Infinity;
    #waiting: (() => void) | undefined;

    constructor(io: Io, now: () => number = () => performance.now()) {
        this.#io = io;
        this.#now = now;
        this.#stopListening = io.onInterrupt((signal) => {
            this.#hear(signal);
        });
    }

    /** Fires on the first signal that nobody waits for. */
    get signal(): AbortSignal {
        return this.#controller.signal;
    }

    /** Resolves on the next signal, which then asks for nothing more. */
    wait(): Promise<void> {
        if (this.signal.aborted) return Promise.resolve();
        // A pending promise alone does not keep a process alive.
        const alive = setInterval(() => undefined, 60_000);
        return new Promise((resolve) => {
            this.#waiting = () => {
                clearInterval(alive);
                resolve();
            };
        });
    }

    close(): void {
        this.#stopListening();
    }

    #hear(signal: NodeJS.Signals): void {
        const now = this.#now();
        if (now - this.#last < SAME_MS) return;
        this.#last = now;
        if (this.#waiting !== undefined) {
            this.#waiting();
            this.#waiting = undefined;
        } else if (this.signal.aborted) {
            this.#io.exit(EXIT_CODES.interrupted);
        } else {
            this.#io.stderr.write(`\n${signal}: stopping what runs; once more leaves at once\n`);
            this.#controller.abort(new Error(`interrupted by ${signal}`));
        }
    }
}
