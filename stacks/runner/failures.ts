/** From the Automation API's errors, and what the engine said, to this room's errors. */
import {
    CommandError,
    ConcurrentUpdateError,
    StackNotFoundError,
} from "@pulumi/pulumi/automation/index.js";

import {
    type Diagnostic,
    OperationAbortedError,
    OperationFailedError,
    RunnerError,
    StackLockedError,
    StackMissingError,
} from "./errors.ts";

const KILLED = /^\s*(?:stderr: )?Command was killed with (SIG[A-Z]+)/m;
/** Lines of the CLI's own output that are kept where the engine said nothing. */
const LAST_LINES = 12;

/** The error to throw for a failed operation. */
export function toRunnerError(
    doing: string,
    error: unknown,
    diagnostics: readonly Diagnostic[],
    signal?: AbortSignal,
): RunnerError {
    if (error instanceof RunnerError) return error;
    if (signal?.aborted === true) {
        return new OperationAbortedError(`${doing}: given up`, { cause: signal.reason });
    }
    const killed = error instanceof CommandError ? KILLED.exec(error.message)?.[1] : undefined;
    if (killed !== undefined) {
        return new OperationFailedError(
            `${doing}: Pulumi's CLI was killed (${killed}). Run it again: the next run mends what this one left.`,
            diagnostics,
            { cause: error },
        );
    }
    const words = diagnostics.map(({ message }) => message).join("\n");
    if (error instanceof ConcurrentUpdateError) {
        return new StackLockedError(
            `${doing}: the stack is locked by another update. Wait for it with --lock-wait, or run \`tempo-sts unlock\` when it is gone.`,
            { cause: error },
        );
    }
    if (error instanceof StackNotFoundError) {
        return new StackMissingError(`${doing}: there is no such stack`, { cause: error });
    }
    if (error instanceof CommandError) {
        const reason = words === "" ? lastLines(error.message) : words;
        return new OperationFailedError(`${doing}: ${reason}`, diagnostics, { cause: error });
    }
    const reason = error instanceof Error ? error.message : String(error);
    return new OperationFailedError(`${doing}: ${words === "" ? reason : words}`, diagnostics, {
        cause: error,
    });
}

function lastLines(output: string): string {
    const lines = output.split("\n").filter((line) => line.trim() !== "");
    return lines.slice(-LAST_LINES).join("\n");
}
