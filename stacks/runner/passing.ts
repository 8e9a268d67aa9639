/** Which failures of an update are worth another attempt. */
import { OperationFailedError } from "./errors.ts";

/** What servers and networks say when it may go better soon. */
const PASSING =
    /throttl|rate exceeded|too many requests|slow ?down|request ?limit|timed? ?out|ECONNRESET|ECONNREFUSED|EAI_AGAIN|connection re(?:set|fused)|TLS handshake|unexpected EOF|\b50[0234]\b|service ?unavailable|internal ?(?:server ?)?error|conflicting conditional operation|OperationAborted/i;
/** What says so too, and will be the same the next time. */
const LASTING = /AccessDenied|forbidden|handshake|expected `/i;

/** Whether another attempt may succeed: every error that the engine reported is of a kind that passes. */
export function isPassing(error: unknown): boolean {
    if (!(error instanceof OperationFailedError)) return false;
    const said = error.diagnostics.map(({ message }) => message);
    const messages = said.length === 0 ? [error.message] : said;
    return messages.every((message) => PASSING.test(message) && !lasts(message));
}

function lasts(message: string): boolean {
    return LASTING.test(message.replace(/TLS handshake/gi, ""));
}
