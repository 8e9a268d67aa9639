/** What the command line reads and writes, so that a test can give it something else. */

import { isatty } from "node:tty";

/** A stream that text is written to. */
export interface TextStream {
    write(text: string): unknown;
    readonly isTTY?: boolean | undefined;
    readonly columns?: number | undefined;
}

/** The width of a stream's terminal; a terminal that says 0 does not know it. */
export function widthOf({ columns = 0 }: TextStream, otherwise: number): number {
    return columns > 0 ? columns : otherwise;
}

/** Everything a verb knows of the world around it. */
export interface Io {
    /** Whether somebody sits at it; absent where nobody can be asked. */
    readonly stdin?: { readonly isTTY?: boolean | undefined };
    readonly stdout: TextStream;
    readonly stderr: TextStream;
    readonly env: Readonly<Record<string, string | undefined>>;
    /** Where it was called. */
    readonly folder: string;
    /** Calls back on Ctrl-C and on signals that ask to end; gives what stops that. */
    onInterrupt(listener: (signal: NodeJS.Signals) => void): () => void;
    /** Ends the process at once. */
    exit(code: number): void;
}

const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** The streams, environment and signals of this process. */
export function processIo(): Io {
    for (const stream of [process.stdout, process.stderr]) stream.on("error", outliveReader);
    return {
        stdin: { isTTY: isatty(0) },
        stdout: process.stdout,
        stderr: process.stderr,
        env: process.env,
        folder: process.cwd(),
        onInterrupt: (listener) => {
            for (const signal of SIGNALS) process.on(signal, listener);
            return () => {
                for (const signal of SIGNALS) process.off(signal, listener);
            };
        },
        exit: (code) => process.exit(code),
    };
}

/** A reader that has seen enough (`| head`), or a terminal that is gone, must not keep a clean-up from its end. */
function outliveReader(error: NodeJS.ErrnoException): void {
    if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
}
