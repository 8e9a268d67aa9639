/** Tells a cluster that does not answer from one that refuses. */

/** Node's names for what goes wrong below HTTP. */
const NETWORK_CODE = /^E(?!XIST|NOENT|ACCES)[A-Z]+$/;

/** Whether the request got no answer at all: refused, no such host, no route, timed out. */
export function isUnreachable(error: unknown): boolean {
    if (!(error instanceof Error)) return false;
    const code = "code" in error ? error.code : undefined;
    return typeof code === "string" ? NETWORK_CODE.test(code) : isUnreachable(error.cause);
}
