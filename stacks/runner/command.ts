/** Calls of Pulumi's CLI that the Automation API has no verb for, or not without writing into the user's home. */
import { execFile } from "node:child_process";
import { dirname, isAbsolute, delimiter } from "node:path";
import { promisify } from "node:util";

import { reasonIn } from "./cli-words.ts";
import { OperationAbortedError, RunnerError, StackMissingError } from "./errors.ts";

/** Where and how the CLI is called. */
export interface CommandPlace {
    /** The executable. */
    readonly command: string;
    readonly cwd: string;
    /** Beside the process' own. */
    readonly env: Readonly<Record<string, string>>;
}

/** How one call is made. */
export interface CommandOptions {
    /** What it is for: begins the message of a failure. */
    readonly doing: string;
    readonly signal?: AbortSignal | undefined;
    readonly timeoutMs?: number | undefined;
}

const DEFAULT_TIMEOUT_MS = 120_000;
const LARGEST_OUTPUT = 1024 ** 3;

/** Calls the CLI and gives what it printed. @throws RunnerError with what it said */
export async function callPulumi(
    place: CommandPlace,
    args: readonly string[],
    { doing, signal, timeoutMs = DEFAULT_TIMEOUT_MS }: CommandOptions,
): Promise<string> {
    const { command, cwd, env } = place;
    try {
        const printed = await promisify(execFile)(command, [...args, "--non-interactive"], {
            cwd,
            env: { ...process.env, ...env, ...besideItself(command, env) },
            maxBuffer: LARGEST_OUTPUT,
            timeout: timeoutMs,
            // The first one ends the CLI in good order.
            killSignal: "SIGINT",
            ...(signal === undefined ? {} : { signal }),
        });
        return printed.stdout;
    } catch (error) {
        throw toCommandError(doing, error, signal);
    }
}

/** The plugins that come with a CLI are beside it. */
function besideItself(
    command: string,
    env: Readonly<Record<string, string>>,
): Record<string, string> {
    if (!isAbsolute(command)) return {};
    return { PATH: [dirname(command), env["PATH"] ?? process.env["PATH"] ?? ""].join(delimiter) };
}

function toCommandError(doing: string, error: unknown, signal?: AbortSignal): RunnerError {
    if (signal?.aborted === true) {
        return new OperationAbortedError(`${doing}: given up`, { cause: signal.reason });
    }
    const { stderr, killed } = error as { stderr?: unknown; killed?: boolean };
    const said = typeof stderr === "string" ? stderr : "";
    if (/no stack named .* found/.test(said)) {
        return new StackMissingError(`${doing}: there is no such stack`, { cause: error });
    }
    if (killed === true) {
        return new RunnerError(`${doing}: Pulumi's CLI did not answer in time`, { cause: error });
    }
    const reason = reasonIn(said);
    const fallback = error instanceof Error ? error.message : String(error);
    return new RunnerError(`${doing}: ${reason === "" ? fallback : reason}`, { cause: error });
}
