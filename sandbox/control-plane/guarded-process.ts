/** A child process that never outlives this one, not even when this one is killed with SIGKILL. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { GUARD } from "../setup/guard.mjs";

/** What to run and where its words go. */
export interface GuardedCommand {
    readonly command: string;
    readonly args?: readonly string[];
    /** Environment of the process. @default this process's own */
    readonly env?: NodeJS.ProcessEnv;
    /** @default this process's own */
    readonly cwd?: string;
    /** Takes stdout and stderr; appended to, never printed. */
    readonly logFile: string;
    /** A folder to delete when this process dies without stopping the child; never on a normal stop. */
    readonly removeIfOrphaned?: string;
}

/** How a process ended. */
export interface ProcessExit {
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
}

/** A running guarded process. */
export interface GuardedProcess {
    readonly name: string;
    readonly logFile: string;
    /** Resolves when the process has ended, for whatever reason; never rejects. */
    readonly exited: Promise<ProcessExit>;
    /** Undefined while it runs. */
    readonly exit: ProcessExit | undefined;
    /** Asks with SIGTERM, and kills when that was not enough. Idempotent. */
    stop(graceMs?: number): Promise<void>;
}

const KILL_GRACE_MS = 3000;

/** Starts a process under guard. An unknown command shows as exit code 127 with the shell's reason in the log. */
export function startGuarded(what: GuardedCommand): GuardedProcess {
    const log = openSync(what.logFile, "a", 0o600);
    let child: ChildProcess;
    try {
        child = spawn(
            "/bin/sh",
            ["-c", GUARD, "guard", what.removeIfOrphaned ?? "", what.command, ...(what.args ?? [])],
            {
                detached: true,
                stdio: ["pipe", log, log],
                env: what.env ?? process.env,
                ...(what.cwd === undefined ? {} : { cwd: what.cwd }),
            },
        );
    } finally {
        closeSync(log);
    }
    return new Guarded(basename(what.command), what.logFile, child);
}

/** The last lines of a log, for an error message. */
export async function logTail(logFile: string, lines = 5): Promise<string> {
    const text = await readFile(logFile, "utf8").catch(
        (reason: unknown) => `(no log: ${String(reason)})`,
    );
    return text.trimEnd().split("\n").slice(-lines).join("\n");
}

class Guarded implements GuardedProcess {
    readonly name: string;
    readonly logFile: string;
    readonly exited: Promise<ProcessExit>;
    exit: ProcessExit | undefined;
    readonly #child: ChildProcess;

    constructor(name: string, logFile: string, child: ChildProcess) {
        this.name = name;
        this.logFile = logFile;
        this.#child = child;
        child.stdin?.on("error", () => undefined);
        this.exited = new Promise((resolve) => {
            const end = (exit: ProcessExit) => {
                this.exit ??= exit;
                child.stdin?.destroy();
                resolve(this.exit);
            };
            child.once("error", () => {
                end({ code: 127, signal: null });
            });
            child.once("exit", (code, signal) => {
                end({ code, signal });
            });
        });
    }

    async stop(graceMs = 10_000): Promise<void> {
        if (this.exit !== undefined) return;
        this.#child.kill("SIGTERM");
        if (await this.#endsWithin(graceMs)) return;
        this.#child.stdin?.destroy();
        if (await this.#endsWithin(KILL_GRACE_MS)) return;
        this.#killGroup();
        await this.exited;
    }

    #killGroup(): void {
        const { pid } = this.#child;
        if (pid === undefined) return;
        try {
            process.kill(-pid, "SIGKILL");
        } catch (reason) {
            if ((reason as NodeJS.ErrnoException).code !== "ESRCH") throw reason;
        }
    }

    async #endsWithin(milliseconds: number): Promise<boolean> {
        const done = new AbortController();
        const timeout = sleep(milliseconds, false, { signal: done.signal }).catch(() => false);
        const ended = await Promise.race([this.exited.then(() => true), timeout]);
        done.abort();
        return ended;
    }
}
