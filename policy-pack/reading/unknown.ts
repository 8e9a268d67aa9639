// What a preview cannot know yet: it is neither right nor wrong, and hides nothing else.

/** Whether an error says that a value is not known during a preview; told by its shape, for there may be two copies of the SDK. */
export function isUnknownValue(error: unknown): error is Error {
    return error instanceof Error && "unknownTypeSentinel" in error;
}

/** Collects what could not be known while everything else is checked. */
export class Doubts {
    #first: Error | undefined;

    /** What `read` gives; undefined, and a doubt more, where it is not known yet. */
    known<T>(read: () => T): T | undefined {
        try {
            return read();
        } catch (error) {
            if (!isUnknownValue(error)) throw error;
            this.#first ??= error;
            return undefined;
        }
    }

    /** @throws the first doubt, so that the engine says that the policy could not be judged wholly */
    tell(): void {
        if (this.#first !== undefined) throw this.#first;
    }
}
