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
import { isPassing } from "../runner/passing.ts";
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
/** However long a chain of causes is, and if it leads back to itself. */
const LONGEST_CHAIN = 8;

/** Whether the same attempt may go well the next time. */
export function isWorthRetry(error: unknown): boolean {
    if (error instanceof OperationFailedError) {
        return isPassing(error);
    }
    return !isFinal(error) && causesOf(error).some(passesByItself);
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

function passesByItself(error: unknown): boolean {
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
