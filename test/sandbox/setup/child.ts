/** Another process of ours in a test: what it prints, how it ends, and whether a process is there. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A process and its words. */
export interface Child {
    readonly process: ChildProcess;
    readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
    output(): string;
    /** Resolves when the output contains the text, rejects when the process ends without it. */
    prints(text: string): Promise<void>;
}

/** Starts a program and collects stdout and stderr. */
export function startChild(command: string, args: string[], env: NodeJS.ProcessEnv = {}): Child {
    const process_ = spawn(command, args, {
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...process.env, ...env },
    });
    let output = "";
    const listen = (chunk: Buffer) => (output += chunk.toString("utf8"));
    process_.stdout.on("data", listen);
    process_.stderr.on("data", listen);
    let over = false;
    const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
        process_.once("close", (code, signal) => {
            over = true;
            resolve({ code, signal });
        });
    });
    return {
        process: process_,
        ended,
        output: () => output,
        prints: async (text) => {
            while (!output.includes(text)) {
                if (over) throw new Error(`expected "${text}" in the output, got: ${output}`);
                await sleep(10);
            }
        },
    };
}

/** Runs TypeScript from a text on this Node. */
export function startScript(
    script: string,
    args: string[] = [],
    env: NodeJS.ProcessEnv = {},
): Child {
    const flags = ["--input-type=module-typescript", "--eval", script, "--", ...args];
    return startChild(process.execPath, flags, env);
}

/** Whether a process runs; one that has ended and is only not reaped does not. */
export function runs(pid: number): boolean {
    try {
        process.kill(pid, 0);
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(")") + 2));
    } catch (reason) {
        return reason instanceof Error && "code" in reason && reason.code === "EPERM";
    }
}

/** Waits for something that has to happen soon. */
export async function eventually(
    what: string,
    check: () => boolean,
    milliseconds = 5000,
): Promise<void> {
    const deadline = Date.now() + milliseconds;
    while (!check()) {
        if (Date.now() > deadline) throw new Error(`expected ${what} within ${milliseconds} ms`);
        await sleep(20);
    }
}
