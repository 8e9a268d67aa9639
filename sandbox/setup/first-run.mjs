/**
 * What `npm start` and `npm test` begin with: installs the packages of the lock file when they are not there, then runs
 * the given script on the Node that is among them. Plain JavaScript, because it runs on whatever Node there is (18 or
 * later). Usage: `node sandbox/setup/first-run.mjs SCRIPT [ARGUMENT…]`.
 */
import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { constants } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

import { installPackages, nodeOf, packagesAreInstalled } from "./node-modules.mjs";

const checkout = realpathSync(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

try {
    const args = process.argv.slice(2);
    if (args.length === 0) throw new Error("expected a script to run, got none");
    if (!packagesAreInstalled(checkout)) await installPackages(checkout);
    run(nodeOf(checkout) ?? process.execPath, args);
} catch (reason) {
    const message = reason instanceof Error ? reason.message : String(reason);
    process.stderr.write(`tempo-sts: ${message.replace(/\s*\n\s*/g, " ")}\n`);
    process.exitCode = process.exitCode ?? 1;
}

/**
 * Becomes the script where this Node can do that; else starts it, passes signals on and ends as it ends.
 *
 * @param {string} node
 * @param {string[]} args
 */
function run(node, args) {
    if (typeof process.execve === "function") {
        process.execve(node, [node, ...args], process.env);
    }
    const child = spawn(node, args, { stdio: "inherit" });
    /** @type {NodeJS.Signals[]} */
    const signals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"];
    /** @param {NodeJS.Signals} signal */
    const pass = (signal) => {
        // Ctrl-C on a terminal reaches the script without help: it must not come twice.
        if (process.stdin.isTTY && (signal === "SIGINT" || signal === "SIGQUIT")) return;
        child.kill(signal);
    };
    for (const signal of signals) process.on(signal, pass);
    child.once("error", (reason) => {
        process.stderr.write(`tempo-sts: expected to start ${node}, but: ${reason.message}\n`);
        process.exit(1);
    });
    child.once("exit", (code, signal) => {
        for (const name of signals) process.removeListener(name, pass);
        if (signal !== null) process.kill(process.pid, signal);
        process.exitCode = code ?? 128 + constants.signals[signal ?? "SIGTERM"];
    });
}
