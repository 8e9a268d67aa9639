/** Whether the process that wrote a lock on this computer still lives. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { promisify } from "node:util";

import type { StackLock } from "../backend/stack-lock.ts";

/** Where a lock's process is: gone is only said of this computer's own. */
export type Holder = "gone" | "alive" | "elsewhere";

/** What is asked of the operating system; tests give another. */
export interface ProcessTable {
    readonly hostname: string;
    exists(pid: number): boolean;
    /** Milliseconds since 1970; undefined where it cannot be told. */
    startedAt(pid: number): Promise<number | undefined>;
}

/** A start that is told in whole seconds, or by a clock that was set since, is not that exact. */
const TOLERANCE_MS = 5_000;
const TICKS_PER_SECOND = 100;
const START_FIELD = 22;

/** This computer. */
export const THIS_COMPUTER: ProcessTable = {
    hostname: hostname(),
    exists: (pid) => {
        try {
            process.kill(pid, 0);
            return true;
        } catch (error) {
            const code = error instanceof Error && "code" in error ? error.code : undefined;
            // One that belongs to somebody else is there all the same.
            return code !== "ESRCH";
        }
    },
    startedAt: (pid) => (process.platform === "linux" ? startOnLinux(pid) : startByPs(pid)),
};

/**
 * Looks for the holder of a lock. A process with the same number that began after the lock was written is another one: numbers
 * come around again.
 */
export async function holderOf(
    lock: StackLock,
    table: ProcessTable = THIS_COMPUTER,
): Promise<Holder> {
    if (lock.hostname !== table.hostname || lock.pid <= 0) return "elsewhere";
    if (!table.exists(lock.pid)) return "gone";
    const written = Date.parse(lock.timestamp);
    const started = await table.startedAt(lock.pid);
    if (started === undefined || Number.isNaN(written)) return "alive";
    return started > written + TOLERANCE_MS ? "gone" : "alive";
}

/** A zombie has ended, and only waits for somebody to ask how. */
async function startOnLinux(pid: number): Promise<number | undefined> {
    try {
        const [stat, system] = await Promise.all([
            readFile(`/proc/${pid}/stat`, "utf8"),
            readFile("/proc/stat", "utf8"),
        ]);
        // The name in parentheses may hold blanks and parentheses.
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        if (fields[0] === "Z" || fields[0] === "X") return Infinity;
        const ticks = Number(fields[START_FIELD - 3]);
        const boot = Number(/^btime (\d+)$/m.exec(system)?.[1]);
        const started = (boot + ticks / TICKS_PER_SECOND) * 1000;
        return Number.isFinite(started) ? started : undefined;
    } catch {
        return undefined;
    }
}

async function startByPs(pid: number): Promise<number | undefined> {
    try {
        const options = { env: { ...process.env, LC_ALL: "C" }, timeout: 5_000 };
        const args = ["-o", "lstart=", "-p", String(pid)];
        const started = Date.parse((await promisify(execFile)("ps", args, options)).stdout.trim());
        return Number.isNaN(started) ? undefined : started;
    } catch {
        return undefined;
    }
}
