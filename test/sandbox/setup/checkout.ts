/** A small checkout: a package "node" that is this Node, the first run's files, and a script to run. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { startChild } from "./child.ts";
import type { Child } from "./child.ts";
import { CHECKOUT, shellScript } from "./scratch.ts";

/** Prints its arguments and does what the first says. */
const SCRIPT = `
const [verb, value] = process.argv.slice(2);
console.log("script", JSON.stringify(process.argv.slice(2)));
if (verb === "exit") process.exitCode = Number(value);
if (verb === "die") process.kill(process.pid, value);
if (verb === "wait") {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
        process.on(signal, () => { console.log("got", signal); process.exit(9); });
    }
    setInterval(() => {}, 1000);
    console.log("waiting");
}
`;

/** Makes the checkout in `folder` with a lock file and no node_modules; it may be copied with the folder. */
export async function makeCheckout(folder: string): Promise<string> {
    const checkout = join(folder, "checkout");
    mkdirSync(join(checkout, "sandbox"), { recursive: true });
    cpSync(join(CHECKOUT, "sandbox/setup"), join(checkout, "sandbox/setup"), { recursive: true });
    writeFileSync(join(checkout, "script.mjs"), SCRIPT);
    const node = join(folder, "node-package");
    mkdirSync(join(node, "bin"), { recursive: true });
    writeJson(join(node, "package.json"), {
        name: "node",
        version: "24.0.0",
        bin: { node: "bin/node" },
    });
    await shellScript(join(node, "bin", "node"), `RUN_BY=package exec "${process.execPath}" "$@"`);
    writeJson(join(checkout, "package.json"), {
        name: "x",
        version: "1.0.0",
        devDependencies: { node: "file:../node-24.0.0.tgz" },
        engines: { node: ">=99" },
    });
    execFileSync("npm", ["pack", node, "--silent"], { cwd: folder });
    execFileSync("npm", ["install", "--package-lock-only", "--silent"], { cwd: checkout });
    return checkout;
}

/** Starts the first run there; the cache, where its lock is, is the checkout's neighbour. */
export function firstRun(checkout: string, args: string[], env: NodeJS.ProcessEnv = {}): Child {
    const script = join(checkout, "sandbox/setup/first-run.mjs");
    return startChild(process.execPath, [script, join(checkout, "script.mjs"), ...args], {
        XDG_CACHE_HOME: join(checkout, "..", "cache"),
        npm_execpath: undefined,
        ...env,
    });
}

/** An npm that does what the shell text says; only its name makes the first run take it. */
export function fakeNpm(folder: string, javascript: string): string {
    const file = join(folder, "npm-cli.js");
    writeFileSync(file, javascript);
    return file;
}

function writeJson(file: string, content: unknown): void {
    writeFileSync(file, JSON.stringify(content));
}
