/** The command line as a process of its own, with a folder for everything it writes. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** A running command line. */
export interface RehearsalProcess {
    /** Everything printed so far, stdout and stderr together. */
    readonly printed: () => string;
    /** Resolves when the text has been printed; rejects when the process ends before. */
    until(text: string): Promise<void>;
    /** Sends a signal, as `kill` does. */
    kill(signal: NodeJS.Signals): void;
    /** Types on its terminal. */
    type(keys: string): void;
    /** The exit code. */
    readonly ended: Promise<number | null>;
    /** Processes and files that came of it and are still there. */
    remains(): string[];
    /** Kills what still runs, and removes the folder. */
    close(): void;
}

/** Starts `tempo-sts ARGUMENTS`, on a terminal of 80 columns where `terminal` is set. */
export function startCommand(args: readonly string[], terminal = false): RehearsalProcess {
    const folder = mkdtempSync(join(tmpdir(), "tempo-sts-process-"));
    const command = [process.execPath, join(ROOT, "cli/main.ts"), ...args];
    const [file = "", ...rest] = terminal ? onTerminal(command) : command;
    const child = spawn(file, rest, {
        cwd: ROOT,
        env: { ...process.env, TMPDIR: folder, NO_COLOR: "", TERM: "xterm" },
        stdio: ["pipe", "pipe", "pipe"],
    });
    const output = new Output(child);
    return {
        printed: () => output.text,
        until: (text) => output.until(text),
        kill: (signal) => child.kill(signal),
        type: (keys) => child.stdin.write(keys),
        ended: output.ended,
        remains: () => [...readdirSync(folder), ...processesOf(folder)],
        close: () => {
            child.kill("SIGKILL");
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

function onTerminal(command: readonly string[]): string[] {
    const line = command.map((each) => `'${each}'`).join(" ");
    return [
        "script",
        "--quiet",
        "--return",
        "--command",
        `stty cols 80 rows 40; exec ${line}`,
        "/dev/null",
    ];
}

class Output {
    text = "";
    readonly ended: Promise<number | null>;
    #waiting: { text: string; resolve: () => void; reject: (reason: Error) => void }[] = [];

    constructor(child: ChildProcess) {
        for (const stream of [child.stdout, child.stderr]) {
            stream?.setEncoding("utf8").on("data", (chunk: string) => {
                this.text += chunk;
                this.#check();
            });
        }
        this.ended = new Promise((resolve) => {
            child.once("close", (code) => {
                for (const { text, reject } of this.#waiting) {
                    reject(new Error(`it ended before it printed "${text}":\n${this.text}`));
                }
                resolve(code);
            });
        });
    }

    until(text: string): Promise<void> {
        return new Promise((resolve, reject) => {
            this.#waiting.push({ text, resolve, reject });
            this.#check();
        });
    }

    #check(): void {
        const [come, waiting] = [true, false].map((yes) =>
            this.#waiting.filter(({ text }) => this.text.includes(text) === yes),
        );
        this.#waiting = waiting ?? [];
        for (const { resolve } of come ?? []) resolve();
    }
}

/** Processes that were started in the folder, or with a name of it. */
function processesOf(folder: string): string[] {
    return readdirSync("/proc")
        .filter((pid) => /^\d+$/u.test(pid))
        .map((pid) => `${pid} ${readProcess(pid)}`)
        .filter((line) => line.includes(folder));
}

/** A process may end while it is read. */
function readProcess(pid: string): string {
    try {
        const line = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        return `${readlinkSync(`/proc/${pid}/cwd`)} ${line}`;
    } catch {
        return "";
    }
}
