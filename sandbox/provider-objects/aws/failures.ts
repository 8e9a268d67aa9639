/** What is said when AWS refuses: what was tried, AWS's own code and words, and the error itself as the cause. */

/** Whether AWS answered with one of these codes; a code is met with or without the ending `Exception`. */
export function isCode(error: unknown, ...codes: readonly string[]): boolean {
    const found = codeOf(error);
    return codes.some((code) => found === code || found === `${code}Exception`);
}

/** AWS's code for an error, such as `AccessDenied`. */
export function codeOf(error: unknown): string {
    if (!(error instanceof Error)) return "";
    const { Code } = error as { Code?: unknown };
    return typeof Code === "string" ? Code : error.name;
}

/**
 * The error to report. It never hands on a numeric `code`: Pulumi's SDK takes 1 and 14 for the
 * end of its engine and waits for ever.
 */
export function awsFailure(doing: string, error: unknown, advice?: string): Error {
    const words = error instanceof Error ? `${codeOf(error)}: ${error.message}` : String(error);
    const more = advice === undefined ? "" : `${/[.!?]$/.test(words) ? "" : "."} ${advice}`;
    return new Error(`${doing}: ${words}${more}`, { cause: error });
}

/** Runs a call and reports its failure with what it was for. */
export async function attempt<T>(doing: string, call: () => Promise<T>): Promise<T> {
    try {
        return await call();
    } catch (error) {
        throw awsFailure(doing, error);
    }
}

/** Runs a call for something that may be missing: undefined where AWS answers one of these codes. */
export async function attemptToFind<T>(
    doing: string,
    codes: readonly string[],
    call: () => Promise<T>,
): Promise<T | undefined> {
    try {
        return await call();
    } catch (error) {
        if (isCode(error, ...codes)) return undefined;
        throw awsFailure(doing, error);
    }
}
