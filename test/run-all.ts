/** Runs the specs in several processes at once, which wait for servers in turn, and ends with one closing line. */
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const MOCHA = join(ROOT, "node_modules/mocha/bin/mocha.js");
/**
 * What each process runs, by the beginning of a file's path; about equal in time. What no other takes is the last one's. Specs
 * that share a sandbox are together: a control plane costs more than most specs.
 */
const SHARES = [
    /^test\/(?:components\/|doctor\/|cli\/(?!processes)|sandbox\/(?:aws|crds|operator)\/)/,
    /^test\/(?:cli\/|sandbox\/(?:control-plane|setup)\/|stacks\/(?:runner|backend)\/)/,
    /^test\/(?:house|stacks\/(?:run|sweep))\//,
    /^test\//,
];
const HEARTBEAT_MILLISECONDS = 15_000;

interface Counts {
    passed: number;
    failed: number;
    skipped: number;
}

const files = globSync("test/**/*.spec.ts", { cwd: ROOT }).map((file) =>
    file.replaceAll("\\", "/"),
);
const started = Date.now();
let specs = 0;
const heartbeat = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    process.stderr.write(`… ${specs} specs after ${seconds} s\n`);
}, HEARTBEAT_MILLISECONDS);
const shares = SHARES.map((_, index) =>
    files.filter((file) => SHARES.findIndex((each) => each.test(file)) === index),
);
const results = await Promise.all(shares.map(runMocha));
clearInterval(heartbeat);
const sum = (key: keyof Counts): number =>
    results.reduce((total, result) => total + result[key], 0);
const skipped = sum("skipped") > 0 ? `, ${sum("skipped")} skipped` : "";
process.stdout.write(`\n${sum("passed")} passed, ${sum("failed")} failed${skipped}\n`);
process.exitCode = sum("failed") > 0 ? 1 : 0;

/** One mocha over these files. What it prints comes out whole when it ends; what its tests say of set-up, at once. */
async function runMocha(of: readonly string[]): Promise<Counts> {
    const args = [MOCHA, "--color", ...process.argv.slice(2), ...of];
    const child = spawn(process.execPath, args, {
        cwd: ROOT,
        stdio: ["ignore", "pipe", "inherit"],
    });
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.once(signal, () => child.kill(signal));
    }
    let printed = "";
    for await (const chunk of child.stdout) {
        const text = String(chunk);
        specs += text.split("✔").length - 1;
        printed += text;
    }
    const code = child.exitCode ?? (await new Promise((resolve) => child.once("exit", resolve)));
    process.stdout.write(printed.replace(/\n\d+ passed, \d+ failed.*\n$/, "\n"));
    return countsOf(printed, code);
}

// A process that ends without its closing line has failed, whatever it printed before.
function countsOf(printed: string, code: unknown): Counts {
    const line = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/m.exec(printed);
    if (line === null) {
        process.stdout.write(
            `A share of the specs ended without a closing line (exit ${String(code)}).\n`,
        );
        return { passed: 0, failed: 1, skipped: 0 };
    }
    const [, passed = "0", failed = "0", skipped = "0"] = line;
    const lost = code !== 0 && Number(failed) === 0 ? 1 : 0;
    return { passed: Number(passed), failed: Number(failed) + lost, skipped: Number(skipped) };
}
