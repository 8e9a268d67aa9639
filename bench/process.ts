/** One command as a whole process: how long it took, what it computed, how much memory it held. */
import { spawn } from "node:child_process";

import { watchTree } from "./process-tree.ts";

/** What a finished process cost. */
export interface ProcessCost {
    readonly wallSeconds: number;
    /** User and system time, that of its children included. */
    readonly cpuSeconds: number;
    /** The largest resident set of the process itself. */
    readonly peakMegabytes: number;
    /** The largest sum of it and of all that it started, looked at every 50 ms; absent where it cannot be seen. */
    readonly treePeakMegabytes?: number | undefined;
    readonly stdout: string;
}

// Loaded before the program: it reports on file descriptor 3 when the program ends.
const REPORTER = `process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    require("node:fs").writeSync(3, JSON.stringify({ cpu: userCPUTime + systemCPUTime, rss: maxRSS }));
});`;

/**
 * Runs a Node program to its end and measures it from inside, at its very last moment.
 *
 * @throws Error with its last words when it ends otherwise than with 0
 */
export async function measureNode(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    options: { readonly tree?: boolean } = {},
): Promise<ProcessCost> {
    const preload = `data:text/javascript,${encodeURIComponent(`import { createRequire } from "node:module"; const require = createRequire(process.cwd() + "/"); ${REPORTER}`)}`;
    const started = performance.now();
    const child = spawn(process.execPath, ["--import", preload, ...args], {
        env: { ...process.env, ...env },
        stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
    const tree = options.tree === true ? watchTree(child.pid ?? 0) : undefined;
    const [stdout, stderr, report] = await Promise.all([
        read(child.stdio[1]),
        read(child.stdio[2]),
        read(child.stdio[3]),
    ]);
    const code = child.exitCode ?? (await new Promise((resolve) => child.once("close", resolve)));
    const wallSeconds = (performance.now() - started) / 1000;
    const treePeakMegabytes = await tree?.stop();
    if (code !== 0) {
        throw new Error(`${args.join(" ")} ended with ${String(code)}: ${stderr.slice(-800)}`);
    }
    const { cpu, rss } = JSON.parse(report) as { cpu: number; rss: number };
    return {
        wallSeconds,
        cpuSeconds: cpu / 1e6,
        peakMegabytes: rss / 1024,
        treePeakMegabytes,
        stdout,
    };
}

async function read(stream: unknown): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) {
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString("utf8");
}
