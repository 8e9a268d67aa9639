#!/usr/bin/env node
// Starts the command line: from its sources in a checkout, from dist/ where it is installed.
import { existsSync, mkdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { join } from "node:path";

const SOURCES = new URL("main.ts", import.meta.url);
const BUILT = new URL("../dist/cli/main.js", import.meta.url);
/** The first version that runs TypeScript without a flag. */
const OLDEST = { major: 22, minor: 18 };

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const inCheckout = existsSync(SOURCES);
const newEnough = major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor);

if (newEnough) {
    // The second start takes half the time. Where nothing can be written, Node goes on without.
    const { XDG_CACHE_HOME, HOME } = process.env;
    const cache = XDG_CACHE_HOME || (HOME && join(HOME, ".cache"));
    if (cache) compileInto(cache, join(cache, "tempo-sts"), join(cache, "tempo-sts", "compiled"));
    await import((inCheckout ? SOURCES : BUILT).href);
} else {
    const remedy = inCheckout
        ? "run `npm start`, or `npx tempo-sts` after `npm ci`: both bring their own"
        : "install a newer one from https://nodejs.org";
    process.stderr.write(
        `tempo-sts: expected Node ${OLDEST.major}.${OLDEST.minor} or newer, this is ${process.versions.node}: ${remedy}.\n`,
    );
    process.exitCode = 3;
}

/**
 * One folder after the other: all at once, Node never ends where no folder can be made, as below /proc.
 *
 * @param {string[]} folders
 */
function compileInto(...folders) {
    for (const folder of folders) {
        if (existsSync(folder)) continue;
        try {
            mkdirSync(folder);
        } catch {
            return;
        }
    }
    enableCompileCache(folders.at(-1));
}
