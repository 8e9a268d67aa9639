/** From the Automation API's errors, and what the engine said, to this room's errors. */
import {
    CommandError,
    ConcurrentUpdateError,
    StackNotFoundError,
} from "@pulumi/pulumi/automation/errors.js";

import { reasonIn } from "./cli-words.ts";
import {
    type Diagnostic,
    OperationAbortedError,
    OperationFailedError,
    RunnerError,
    StackLockedError,
    StackMissingError,
} from "./errors.ts";

const KILLED = /^\s*(?:stderr: )?Command was killed with (SIG[A-Z]+)/m;

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
    return error instanceof CommandError
        ? ofCommand(doing, error, diagnostics)
        : new OperationFailedError(
              `${doing}: ${wordsOf(diagnostics) ?? messageOf(error)}`,
              diagnostics,
              { cause: error },
          );
}

function ofCommand(
    doing: string,
    error: CommandError,
    diagnostics: readonly Diagnostic[],
): RunnerError {
    const options = { cause: error };
    if (error instanceof ConcurrentUpdateError) {
        return new StackLockedError(
            `${doing}: the stack is locked by another update. Wait for it with --lock-wait, or run \`tempo-sts unlock\` when it is gone.`,
            options,
        );
    }
    if (error instanceof StackNotFoundError) {
        return new StackMissingError(`${doing}: there is no such stack`, options);
    }
    const killed = KILLED.exec(error.message)?.[1];
    const reason =
        killed === undefined
            ? (wordsOf(diagnostics) ?? reasonIn(error.message))
            : `Pulumi's CLI was killed (${killed}). Run it again: the next run mends what this one left.`;
    return new OperationFailedError(`${doing}: ${reason}`, diagnostics, options);
}

function wordsOf(diagnostics: readonly Diagnostic[]): string | undefined {
    const words = diagnostics.map(({ message }) => message).join("\n");
    return words === "" ? undefined : words;
}

function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
