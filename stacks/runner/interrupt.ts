/** Passes a wish to stop on to the CLI once: a second interruption makes it leave at once, and resources behind. */
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";

/** How long the CLI may take to say that it was interrupted already. */
const OTHER_WAY_MS = 300;
const INTERRUPTED = "received; cancelling";

/**
 * Ctrl-C in a terminal reaches the CLI by itself, and every process with it. Whether it did is heard from the CLI; only where it
 * did not, the wish is passed on.
 */
export class Interrupt {
    readonly #controller = new AbortController();
    readonly #wish: AbortSignal;
    #heard = false;
    #timer: NodeJS.Timeout | undefined;
    readonly #begin = (): void => {
        this.#timer = setTimeout(() => {
            if (!this.#heard) this.#controller.abort(this.#wish.reason);
        }, OTHER_WAY_MS);
    };

    constructor(wish: AbortSignal) {
        this.#wish = wish;
        if (wish.aborted) this.#begin();
        else wish.addEventListener("abort", this.#begin, { once: true });
    }

    /** For the CLI. */
    get signal(): AbortSignal {
        return this.#controller.signal;
    }

    /** Takes one event of the engine. */
    take({ stdoutEvent }: EngineEvent): void {
        if (stdoutEvent?.message.includes(INTERRUPTED) === true) this.#heard = true;
    }

    /** The CLI has ended. */
    close(): void {
        clearTimeout(this.#timer);
        this.#wish.removeEventListener("abort", this.#begin);
    }
}
