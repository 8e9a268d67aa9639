/** `npm ci` as the first run starts it: quiet, under guard, with a line now and then about how far it is. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import { GUARD } from "./guard.mjs";

/** Measured on two cores: with npm's own cache full, and with it empty. */
const EXPECTED_SECONDS = "20 to 60";

const NOISE = /EBADENGINE|A complete log|^at |^(code|errno|syscall|path|dest) /;
const KEPT_OUTPUT = 100_000;

/**
 * Everything in the lock file, whatever the user's own settings leave out. What npm complains about matters only when it
 * fails: an older Node than a package asks for is what this is here for.
 *
 * @param {string} checkout
 * @param {AbortSignal} signal
 */
export async function npmCi(checkout, signal) {
    const logs = mkdtempSync(join(tmpdir(), "tempo-sts-npm-"));
    const flags = ["--include=dev", "--engine-strict=false", "--prefer-offline", "--no-audit"];
    const quiet = ["--no-fund", "--no-progress", "--loglevel=error", `--logs-dir=${logs}`];
    const brief = ["--fetch-retry-mintimeout=2000", "--fetch-retry-maxtimeout=10000"];
    const stopTelling = tell();
    try {
        await run([...npm(), "ci", ...flags, ...quiet, ...brief], checkout, signal);
    } finally {
        stopTelling();
        rmSync(logs, { recursive: true, force: true });
    }
}

/**
 * The package `node` fetches the program for this kind of computer in an install script, which npm may not have been
 * allowed to run.
 *
 * @param {string} checkout
 * @param {AbortSignal} signal
 */
export async function placeNode(checkout, signal) {
    const folder = join(checkout, "node_modules", "node");
    if (!existsSync(join(folder, "bin", "node"))) {
        process.stderr.write("tempo-sts: fetching Node, which npm has left out\n");
        await run([process.execPath, "installArchSpecificPackage.js"], folder, signal);
    }
    const link = join(checkout, "node_modules", ".bin", "node");
    if (!existsSync(link)) symlinkSync("../node/bin/node", link);
}

/**
 * The npm that runs this, else the one on PATH.
 *
 * @returns {string[]}
 */
function npm() {
    const running = process.env["npm_execpath"] ?? "";
    return basename(running) === "npm-cli.js" ? [process.execPath, running] : ["npm"];
}

/**
 * @param {string[]} command
 * @param {string} cwd
 * @param {AbortSignal} signal
 */
async function run(command, cwd, signal) {
    const child = spawn("/bin/sh", ["-c", GUARD, "guard", "", ...command], { cwd, detached: true });
    const release = () => child.stdin.destroy();
    signal.addEventListener("abort", release, { once: true });
    let said = "";
    /** @param {Buffer} chunk */
    const listen = (chunk) => {
        said = (said + chunk.toString("utf8")).slice(-KEPT_OUTPUT);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    try {
        const code = await new Promise((resolve, reject) => {
            child.once("error", reject);
            child.once("exit", resolve);
        });
        if (signal.aborted) throw signal.reason;
        if (code !== 0) throw new Error(failure(command, cwd, code, said));
    } finally {
        signal.removeEventListener("abort", release);
        release();
    }
}

/**
 * @param {string[]} command
 * @param {string} cwd
 * @param {number | null} code
 * @param {string} said
 * @returns {string}
 */
function failure(command, cwd, code, said) {
    const name = command.includes("ci") ? "npm ci" : command.slice(-1).join("");
    const lines = said
        .split("\n")
        .map((line) => line.replace(/^npm (error|ERR!) ?/, "").trim())
        .filter((line) => line !== "" && !NOISE.test(line));
    return `${name} in ${cwd} ended with code ${code}: ${lines.slice(0, 2).join("; ")}`;
}

/**
 * A line that overwrites itself on a terminal, a line every ten seconds elsewhere.
 *
 * @returns {() => void} stops it
 */
function tell() {
    const start = performance.now();
    const terminal = process.stderr.isTTY;
    const say = () => {
        const seconds = Math.round((performance.now() - start) / 1000);
        const text = `tempo-sts: installing the packages once (npm ci): ${seconds} s of about ${EXPECTED_SECONDS} s`;
        process.stderr.write(terminal ? `\r\x1b[K${text}` : `${text}\n`);
    };
    say();
    const timer = setInterval(say, terminal ? 1_000 : 10_000);
    return () => {
        clearInterval(timer);
        if (terminal) process.stderr.write("\r\x1b[K");
    };
}
