/** What can go wrong when Pulumi's CLI runs, as types to branch on. */
import type { StackLock } from "../backend/stack-lock.ts";

/** One message of the engine about a resource, or about the program where there is no URN. */
export interface Diagnostic {
    readonly urn: string | undefined;
    readonly message: string;
}

/** Every error of this room. */
export class RunnerError extends Error {
    override readonly name: string = "RunnerError";
}

/** There is no CLI that could run the program. */
export class CliMissingError extends RunnerError {
    override readonly name = "CliMissingError";
}

/** Another update of the same stack is under way, or an older one left its lock. */
export class StackLockedError extends RunnerError {
    override readonly name = "StackLockedError";
    /** Who holds it; unknown where the backend does not tell. */
    readonly lock: StackLock | undefined;

    constructor(
        message: string,
        options?: ErrorOptions & { readonly lock?: StackLock | undefined },
    ) {
        super(message, options);
        this.lock = options?.lock;
    }
}

/** The file with the stack's configuration is not there. */
export class StackConfigError extends RunnerError {
    override readonly name = "StackConfigError";
}

/** There is no such backend. */
export class BackendMissingError extends RunnerError {
    override readonly name = "BackendMissingError";
}

/** There is no such stack. */
export class StackMissingError extends RunnerError {
    override readonly name = "StackMissingError";
}

/** The operation was given up by its signal. */
export class OperationAbortedError extends RunnerError {
    override readonly name = "OperationAbortedError";
}

/** The engine ran, and the operation failed. */
export class OperationFailedError extends RunnerError {
    override readonly name = "OperationFailedError";
    /** What the engine said, in order; the first one is the reason. */
    readonly diagnostics: readonly Diagnostic[];

    constructor(message: string, diagnostics: readonly Diagnostic[], options?: ErrorOptions) {
        super(message, options);
        this.diagnostics = diagnostics;
    }
}
