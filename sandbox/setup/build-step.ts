/** One program run to its end while something is made for the cache. */
import { readFile } from "node:fs/promises";

import { startGuarded } from "../control-plane/guarded-process.ts";
import type { GuardedCommand, ProcessExit } from "../control-plane/guarded-process.ts";

/** Runs it; an abort ends it with everything that it started, and rejects with the signal's reason. */
export async function runStep(
    command: GuardedCommand,
    signal: AbortSignal | undefined,
): Promise<ProcessExit> {
    signal?.throwIfAborted();
    const step = startGuarded(command);
    const stop = () => void step.stop();
    signal?.addEventListener("abort", stop, { once: true });
    try {
        const exit = await step.exited;
        signal?.throwIfAborted();
        return exit;
    } finally {
        signal?.removeEventListener("abort", stop);
    }
}

/** What it has said so far. */
export async function logLines(logFile: string): Promise<string[]> {
    return (await readFile(logFile, "utf8")).trimEnd().split("\n");
}
