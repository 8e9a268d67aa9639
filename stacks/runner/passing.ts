/** Which failures of an update are worth another attempt. */
import { OperationFailedError } from "./errors.ts";

/** What servers and networks say when it may go better soon. */
const PASSING = new RegExp(
    [
        // Too much at once
        /throttl|rate exceeded|too ?many ?requests|slow ?down|request ?limit|StatusCode: 429/,
        // The network
        /i\/o timeout|request ?(?:timeout|timed out)|Client\.Timeout|ETIMEDOUT|context deadline exceeded/,
        /ECONNRESET|ECONNREFUSED|EAI_AGAIN|connection re(?:set|fused)|broken pipe/,
        /TLS handshake|gateway timeout|no such host|unexpected EOF|\bEOF$/,
        // The server
        /\b50[0234]\b|service ?unavailable|bad gateway|internal ?(?:server ?)?(?:error|failure)|etcdserver: leader changed/,
        /currently unable to handle the request|conflicting conditional operation|OperationAborted/,
    ]
        .map(({ source }) => source)
        .join("|"),
    "i",
);
/** What says so too, and will be the same the next time. */
const LASTING = /AccessDenied|forbidden|handshake|expected `/i;

/** Whether another attempt may succeed: every error that the engine reported is of a kind that passes. */
export function isPassing(error: unknown): boolean {
    if (!(error instanceof OperationFailedError)) return false;
    // What the engine says of the stack as a whole is no reason where it says something of a resource.
    const ofResources = error.diagnostics.filter(({ urn }) => urn !== undefined);
    const reasons = ofResources.length > 0 ? ofResources : error.diagnostics;
    const said = reasons.map(({ message }) => message);
    const messages = said.length === 0 ? [error.message] : said;
    return messages.every((message) => PASSING.test(message) && !lasts(message));
}

function lasts(message: string): boolean {
    return LASTING.test(message.replace(/TLS handshake/gi, ""));
}
