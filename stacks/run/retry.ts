// Which errors may pass by themselves: throttling, the network, a server's 5xx. A mismatch or a wrong setting never does.
import { UserError } from "../../components/user-error.ts";
import { ClusterUnreachable } from "../cluster/connection.ts";
import {
    CliMissingError,
    OperationAbortedError,
    OperationFailedError,
    StackLockedError,
    StackMissingError,
} from "../runner/errors.ts";
import { PhaseError } from "./failure.ts";

const NETWORK_CODES = new Set([
    "ECONNRESET",
    "ECONNREFUSED",
    "ECONNABORTED",
    "ETIMEDOUT",
    "EPIPE",
    "EAI_AGAIN",
    "ENETUNREACH",
    "EHOSTUNREACH",
    "EBUSY",
    "TimeoutError",
]);
const THROTTLING =
    /^(?:Throttl|TooManyRequests|RequestLimitExceeded|BandwidthLimitExceeded|LimitExceeded|SlowDown|PriorRequestNotComplete|RequestThrottled|ProvisionedThroughputExceeded|EC2Throttled|TransactionInProgress|ConcurrentModification|ServiceUnavailable|InternalError|InternalFailure|InternalServerError|RequestTimeout|OperationAborted)/;
// What providers write of a server that did not answer properly.
const PASSING_WORDS =
    /StatusCode: (?:429|5\d\d)|\b(?:Throttl(?:ing|ed)|Rate exceeded|SlowDown|Too ?Many ?Requests|RequestLimitExceeded|Service ?Unavailable|InternalError|InternalFailure|connection re(?:set|fused)|i\/o timeout|TLS handshake timeout|no such host|unexpected EOF|EOF$|etcdserver: (?:request timed out|leader changed)|context deadline exceeded|the server is currently unable to handle the request|Client\.Timeout|broken pipe|bad gateway|gateway timeout)/i;
/** However long a chain of causes is, and if it leads back to itself. */
const LONGEST_CHAIN = 8;

/** Whether the same attempt may go well the next time. */
export function isWorthRetry(error: unknown): boolean {
    if (error instanceof OperationFailedError) {
        return isPassingFailure(error);
    }
    return !isFinal(error) && causesOf(error).some(isPassing);
}

// What these say is true the next time, too; each of them may have a passing error for its cause.
function isFinal(error: unknown): boolean {
    return [
        UserError,
        PhaseError,
        CliMissingError,
        StackLockedError,
        StackMissingError,
        OperationAbortedError,
    ].some((kind) => error instanceof kind);
}

function isPassingFailure({ diagnostics, message }: OperationFailedError): boolean {
    const reasons = diagnostics.filter(({ urn }) => urn !== undefined);
    const said = (reasons.length > 0 ? reasons : diagnostics).map((each) => each.message);
    // One reason that does not pass is enough to fail again.
    return (said.length > 0 ? said : [message]).every((each) => PASSING_WORDS.test(each));
}

function isPassing(error: unknown): boolean {
    if (error instanceof ClusterUnreachable) {
        return NETWORK_CODES.has(error.code) || error.code === "AbortError";
    }
    if (!(error instanceof Error)) {
        return false;
    }
    return (
        NETWORK_CODES.has(textOf(error, "code")) ||
        THROTTLING.test(error.name) ||
        isPassingStatus(error)
    );
}

function isPassingStatus(error: Error): boolean {
    const metadata: unknown = "$metadata" in error ? error.$metadata : undefined;
    if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) {
        return false;
    }
    const { httpStatusCode: status } = metadata;
    return typeof status === "number" && (status === 429 || status >= 500);
}

function causesOf(error: unknown): unknown[] {
    const chain: unknown[] = [];
    for (let each = error; each !== undefined && chain.length < LONGEST_CHAIN;) {
        chain.push(each);
        each = each instanceof Error ? each.cause : undefined;
    }
    return chain;
}

function textOf(error: Error, key: "code"): string {
    const value: unknown = key in error ? Reflect.get(error, key) : undefined;
    return typeof value === "string" ? value : "";
}
