// Why AWS did not answer a function of its Pulumi provider.

/** The first line of an error, without the full stop and without the SDK's words before it. */
export function invokeFailure(error: unknown): string {
    const message = error instanceof Error ? error.message : String(error);
    const [line = ""] = message.trim().split("\n");
    return line.replace(/^invocation of \S+ returned an error: /i, "").replace(/[.\s]+$/, "");
}
