/** One command as a whole process: how long it took, what it computed, how much memory it held. */
import { spawn } from "node:child_process";

/** What a finished process cost. */
export interface ProcessCost {
    readonly wallSeconds: number;
    /** User and system time, that of its children included. */
    readonly cpuSeconds: number;
    /** The largest resident set of the process itself. */
    readonly peakMegabytes: number;
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
): Promise<ProcessCost> {
    const preload = `data:text/javascript,${encodeURIComponent(`import { createRequire } from "node:module"; const require = createRequire(process.cwd() + "/"); ${REPORTER}`)}`;
    const started = performance.now();
    const child = spawn(process.execPath, ["--import", preload, ...args], {
        env: { ...process.env, ...env },
        stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
    const [stdout, stderr, report] = await Promise.all(
        [child.stdio[1], child.stdio[2], child.stdio[3]].map(read),
    );
    const code = child.exitCode ?? (await new Promise((resolve) => child.once("close", resolve)));
    if (code !== 0) {
        throw new Error(
            `${args.join(" ")} ended with ${String(code)}: ${(stderr ?? "").slice(-800)}`,
        );
    }
    const { cpu, rss } = JSON.parse(report ?? "") as { cpu: number; rss: number };
    return {
        wallSeconds: (performance.now() - started) / 1000,
        cpuSeconds: cpu / 1e6,
        peakMegabytes: rss / 1024,
        stdout: stdout ?? "",
    };
}

async function read(stream: unknown): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) {
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString("utf8");
}
