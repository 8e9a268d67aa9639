/** A child process that never outlives this one, not even when this one is killed with SIGKILL. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

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

/**
 * The shell holds the read end of a pipe whose write end only this process has. The pipe closes when this process
 * ends, however it ends: then the child is killed. TERM is passed on, so that the child can stop in good order; a
 * terminal's Ctrl-C does not reach it, because it runs in a session of its own. Processes that the child leaves behind
 * in its group go with it.
 */
const GUARD = `
removable=$1; shift
orphaned=
trap '' INT HUP QUIT
trap 'orphaned=yes' USR1
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
trap 'kill -TERM "$child" 2>/dev/null' TERM
( trap '' TERM USR1
  while read -r _ <&3; do :; done
  kill -USR1 $$
  kill -KILL "$child" 2>/dev/null ) &
watch=$!
while :; do
  wait "$child"; code=$?
  kill -0 "$child" 2>/dev/null || break
done
kill -KILL "$watch" 2>/dev/null
wait "$watch" 2>/dev/null
trap '' TERM
if [ -n "$orphaned" ]; then
  if [ -n "$removable" ]; then rm -rf "$removable"; fi
  kill -KILL 0
fi
kill -TERM 0
exit "$code"
`;

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
