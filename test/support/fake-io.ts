/** Streams, environment and signals for the command line, kept in memory. */
import type { Io } from "../../cli/io.ts";

/** What was printed, and a way to send signals. */
export interface FakeIo extends Io {
    readonly printed: { stdout: string; stderr: string };
    /** Codes that the process was to end with at once. */
    readonly exits: number[];
    /** How many listen for signals. */
    readonly listening: () => number;
    send(signal: NodeJS.Signals): void;
}

/** An `Io` that no terminal stands behind, unless the columns of one are given. */
export function fakeIo(
    options: {
        readonly columns?: number;
        readonly env?: Record<string, string>;
        readonly folder?: string;
        /** Somebody sits at it. */
        readonly stdin?: boolean;
    } = {},
): FakeIo {
    const printed = { stdout: "", stderr: "" };
    const listeners = new Set<(signal: NodeJS.Signals) => void>();
    const exits: number[] = [];
    const stream = (name: "stdout" | "stderr") => ({
        write: (text: string) => {
            printed[name] += text;
        },
        isTTY: options.columns !== undefined,
        columns: options.columns,
    });
    return {
        printed,
        exits,
        stdout: stream("stdout"),
        stderr: stream("stderr"),
        env: options.env ?? {},
        folder: options.folder ?? "/",
        stdin: { isTTY: options.stdin ?? false },
        onInterrupt: (listener) => {
            listeners.add(listener);
            return () => listeners.delete(listener);
        },
        exit: (code) => {
            exits.push(code);
        },
        listening: () => listeners.size,
        send: (signal) => {
            for (const listener of listeners) listener(signal);
        },
    };
}
