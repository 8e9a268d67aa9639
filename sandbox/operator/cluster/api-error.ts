/** What the API server answered when it refused a request. */
import { jsonList, jsonObject, parseJson, textOf, valueAt } from "./values.ts";

/** A refusal by the API server, with the parts a caller branches on. */
export class ApiError extends Error {
    override readonly name = "ApiError";
    /** HTTP status code. */
    readonly status: number;
    /** Kubernetes' machine readable reason, such as `NotFound`, `Conflict`, `Invalid`. */
    readonly reason: string;
    /** The causes that Kubernetes lists, field by field. */
    readonly causes: readonly { readonly reason: string; readonly field: string }[];

    constructor(request: string, status: number, body: string) {
        const answer = readStatus(body);
        super(`${request} answered ${String(status)}: ${answer.message}`);
        this.status = status;
        this.reason = answer.reason;
        this.causes = answer.causes;
    }

    /** The namespace is on its way out: nothing can be made in it any more. */
    get namespaceIsTerminating(): boolean {
        return this.causes.some((cause) => cause.reason === "NamespaceTerminating");
    }
}

/** Whether an error says that the object (or its whole type) does not exist. */
export function isNotFound(error: unknown): boolean {
    return error instanceof ApiError && error.status === 404;
}

/** Whether an error says that someone else changed or made the object first. */
export function isConflict(error: unknown): boolean {
    return error instanceof ApiError && error.status === 409;
}

/** Whether an error says that the API server cannot be reached, or has gone in the middle. */
export function isOutage(error: unknown): boolean {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return typeof code === "string" && OUTAGES.has(code);
}

const OUTAGES: ReadonlySet<string> = new Set([
    "ECONNREFUSED",
    "ECONNRESET",
    "ECONNABORTED",
    "EPIPE",
    "ETIMEDOUT",
]);

interface StatusAnswer {
    readonly message: string;
    readonly reason: string;
    readonly causes: readonly { readonly reason: string; readonly field: string }[];
}

function readStatus(body: string): StatusAnswer {
    const status = jsonObject(tryParse(body));
    return {
        message: textOf(status["message"]) ?? (body.slice(0, 300) || "no message"),
        reason: textOf(status["reason"]) ?? "",
        causes: jsonList(valueAt(status, "details", "causes")).map((cause) => ({
            reason: textOf(valueAt(cause, "reason")) ?? "",
            field: textOf(valueAt(cause, "field")) ?? "",
        })),
    };
}

function tryParse(body: string): unknown {
    try {
        return parseJson(body);
    } catch {
        return undefined;
    }
}
