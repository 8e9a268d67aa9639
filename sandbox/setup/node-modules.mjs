/** The checkout's node_modules: whether it is what the lock file says, and how it gets so. */
import { createHash } from "node:crypto";
import { accessSync, constants as modes, existsSync, mkdirSync, readFileSync } from "node:fs";
import { constants, homedir, tmpdir } from "node:os";
import { join } from "node:path";

import { acquireLock } from "./lock.mjs";
import { npmCi, placeNode } from "./npm-ci.mjs";

/**
 * @typedef {object} Package
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 * @property {boolean} [link]
 */

/** Strips types by itself and has what the packages need. */
const OLDEST_NODE = /** @type {const} */ ([22, 18]);

/**
 * True when the packages are as locked, whoever installed them, and there is a Node to run them on.
 *
 * @param {string} checkout
 * @returns {boolean}
 */
export function packagesAreInstalled(checkout) {
    return packagesAreAsLocked(checkout) && (nodeOf(checkout) !== undefined || ownNodeWillDo());
}

/**
 * @param {string} checkout
 * @returns {string | undefined} the Node among the packages
 */
export function nodeOf(checkout) {
    const node = join(checkout, "node_modules", ".bin", "node");
    return existsSync(node) ? node : undefined;
}

/**
 * Installs from the lock file. Of several that start at once one installs, and the others wait and say so.
 *
 * @param {string} checkout
 */
export async function installPackages(checkout) {
    if (!writable(checkout)) {
        throw new Error(
            `expected the packages of package-lock.json in ${checkout}/node_modules, but they are not there and the folder cannot be written: run "npm ci" there as its owner`,
        );
    }
    const stop = new AbortController();
    /** @param {NodeJS.Signals} signal */
    const interrupt = (signal) => {
        process.exitCode = 128 + constants.signals[signal];
        stop.abort(new Error(`stopped by ${signal} before the packages were installed`));
    };
    /** @type {NodeJS.Signals[]} */
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.once(signal, interrupt);
    try {
        const lock = await acquireLock(lockFolder(checkout), "npm ci", {
            onWait: waiting(),
            signal: stop.signal,
        });
        try {
            await install(checkout, stop.signal);
        } finally {
            lock.release();
        }
    } finally {
        for (const signal of signals) process.removeListener(signal, interrupt);
    }
}

/**
 * @param {string} checkout
 * @param {AbortSignal} signal
 */
async function install(checkout, signal) {
    if (!packagesAreAsLocked(checkout)) await npmCi(checkout, signal);
    if (nodeOf(checkout) === undefined && !ownNodeWillDo()) await placeNode(checkout, signal);
    if (packagesAreInstalled(checkout)) return;
    throw new Error(
        `expected npm ci to install what package-lock.json says into ${checkout}/node_modules, but afterwards something else is there: run "npm ci" there and look at what it says`,
    );
}

function ownNodeWillDo() {
    const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
    return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/**
 * @param {string} checkout
 * @returns {boolean}
 */
function packagesAreAsLocked(checkout) {
    const modules = join(checkout, "node_modules");
    const lock = textOf(join(checkout, "package-lock.json"));
    const installed = textOf(join(modules, ".package-lock.json"));
    if (lock === undefined) return existsSync(modules); // nothing to compare with
    if (installed === undefined) return isOfAnotherManager(modules);
    return covers(JSON.parse(installed).packages, JSON.parse(lock).packages, checkout);
}

/**
 * Packages for another kind of computer are optional and not there; everything else must be there as locked. What is
 * there besides does not matter.
 *
 * @param {Record<string, Package>} installed
 * @param {Record<string, Package>} locked
 * @param {string} checkout
 * @returns {boolean}
 */
function covers(installed, locked, checkout) {
    return Object.entries(locked).every(([path, wanted]) => {
        if (path === "" || wanted.link === true) return true;
        const found = installed[path];
        if (found === undefined) return wanted.optional === true || wanted.devOptional === true;
        const same = found.version === wanted.version && found.integrity === wanted.integrity;
        return same && existsSync(join(checkout, path, "package.json"));
    });
}

/**
 * Yarn and pnpm leave these signs; npm would throw such a folder away.
 *
 * @param {string} modules
 * @returns {boolean}
 */
function isOfAnotherManager(modules) {
    const signs = [".modules.yaml", ".yarn-state.yml", ".yarn-integrity"];
    return signs.some((name) => existsSync(join(modules, name)));
}

/**
 * Not in the checkout, which git looks at and whose node_modules `npm ci` clears. The same rule as cacheRoot() in
 * cache.ts, which this Node may not be able to read.
 *
 * @param {string} checkout
 * @returns {string}
 */
function lockFolder(checkout) {
    const base = process.env["XDG_CACHE_HOME"];
    const cache = join(base?.startsWith("/") ? base : join(homedir(), ".cache"), "tempo-sts");
    const hash = createHash("sha256").update(checkout).digest("hex").slice(0, 16);
    try {
        mkdirSync(cache, { recursive: true });
    } catch {
        return join(tmpdir(), `tempo-sts-node-modules-${hash}.lock`);
    }
    return join(writable(cache) ? cache : tmpdir(), `node-modules-${hash}.lock`);
}

function waiting() {
    let last = -Infinity;
    return (/** @type {import("./lock.mjs").LockOwner | undefined} */ owner) => {
        if (performance.now() - last < 10_000) return;
        last = performance.now();
        const who = owner === undefined ? "another process" : `process ${owner.pid}`;
        process.stderr.write(`tempo-sts: waiting for ${who}, which is installing the packages\n`);
    };
}

/**
 * @param {string} folder
 * @returns {boolean}
 */
function writable(folder) {
    try {
        accessSync(folder, modes.W_OK);
        return true;
    } catch {
        return false;
    }
}

/**
 * @param {string} file
 * @returns {string | undefined}
 */
function textOf(file) {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return undefined;
    }
}
