// What a promise was rejected with, or the test's failure.

/** Waits for the rejection of a promise. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
    const outcome = await promise.then(
        () => "fulfilled",
        (error: unknown) => error,
    );
    if (outcome instanceof Error) {
        return outcome;
    }
    throw new Error(`expected a rejection with an error, got ${String(outcome)}`);
}
