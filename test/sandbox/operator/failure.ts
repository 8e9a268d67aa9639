/** The error of work that has to fail. */
export async function failureOf(work: Promise<unknown>): Promise<Error> {
    try {
        await work;
    } catch (error) {
        if (error instanceof Error) return error;
        throw new Error(`expected an Error to be thrown, got ${String(error)}`, { cause: error });
    }
    throw new Error("expected a failure, got none");
}
