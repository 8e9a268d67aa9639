/** A lock between processes that survives none of its owners; plain JavaScript, because the first run has no Node 24 yet. */
import { randomBytes } from "node:crypto";
import {
    mkdirSync,
    readdirSync,
    rmdirSync,
    statSync,
    unlinkSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

import { isHere, lives, readOwner, thisProcess, unless } from "./lock-owner.mjs";

/**
 * @typedef {import("./lock-owner.mjs").LockOwner} LockOwner
 *
 * @typedef {object} LockOptions
 * @property {(owner: LockOwner | undefined) => void} [onWait] called while another process holds the lock
 * @property {AbortSignal | undefined} [signal] gives the waiting up
 * @property {number} [silenceMs] an owner on another machine is gone when its heart has not beaten for so long
 * @property {number} [namelessMs] an owner that has not written its name by then never will
 *
 * @typedef {object} Lock
 * @property {() => void} release may be called more than once; called by itself when the process exits
 */

const POLL_MS = 100;
const HEARTBEAT_MS = 5_000;
const SILENCE_MS = 60_000;
const NAMELESS_MS = 10_000;

/**
 * Waits for the lock and takes it. The lock is a folder with its owner's file in it: making the folder is atomic, and
 * a dead owner is removed by the name of its own file, so that nobody can remove a living one by mistake.
 *
 * @param {string} folder
 * @param {string} purpose
 * @param {LockOptions} [options]
 * @returns {Promise<Lock>}
 */
export async function acquireLock(folder, purpose, options = {}) {
    mkdirSync(dirname(folder), { recursive: true });
    const name = `${process.pid}-${randomBytes(6).toString("hex")}.json`;
    const owner = thisProcess(purpose);
    const watch = new Watch(options.silenceMs ?? SILENCE_MS, options.namelessMs ?? NAMELESS_MS);
    for (;;) {
        if (options.signal?.aborted) throw options.signal.reason;
        if (take(folder, name, owner)) return held(folder, name);
        const other = watch.look(folder);
        if (other === "gone") continue;
        options.onWait?.(other);
        await sleep(POLL_MS, undefined, { signal: options.signal });
    }
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {LockOwner} owner
 * @returns {boolean}
 */
function take(folder, name, owner) {
    if (unless("EEXIST", () => (mkdirSync(folder), true)) !== true) return false;
    const file = join(folder, name);
    const text = JSON.stringify(owner);
    if (unless("ENOENT", () => (writeFileSync(file, text, { flag: "wx" }), true)) !== true)
        return false;
    if (readdirSync(folder).length === 1) return true;
    letGo(folder, name);
    return false;
}

/**
 * @param {string} folder
 * @param {string} name
 * @returns {Lock}
 */
function held(folder, name) {
    const heart = setInterval(() => {
        const now = new Date();
        unless("ENOENT", () => {
            utimesSync(join(folder, name), now, now);
        });
    }, HEARTBEAT_MS);
    heart.unref();
    const release = () => {
        clearInterval(heart);
        process.removeListener("exit", release);
        letGo(folder, name);
    };
    process.once("exit", release);
    return { release };
}

/**
 * @param {string} folder
 * @param {string} name
 */
function letGo(folder, name) {
    unless("ENOENT", () => {
        unlinkSync(join(folder, name));
    });
    dropEmpty(folder);
}

/** @param {string} folder */
function dropEmpty(folder) {
    unless(["ENOTEMPTY", "EEXIST", "ENOENT"], () => {
        rmdirSync(folder);
    });
}

/** What one waiter has seen of the lock so far: a sign of life is a change, whatever the clocks say. */
class Watch {
    #sign = "";
    #since = 0;
    #silenceMs;
    #namelessMs;

    /**
     * @param {number} silenceMs
     * @param {number} namelessMs
     */
    constructor(silenceMs, namelessMs) {
        this.#silenceMs = silenceMs;
        this.#namelessMs = namelessMs;
    }

    /**
     * Removes an owner that is dead.
     *
     * @param {string} folder
     * @returns {LockOwner | "gone" | undefined} undefined when somebody holds it who has not written who it is
     */
    look(folder) {
        const name = unless("ENOENT", () => readdirSync(folder)[0] ?? "");
        if (name === undefined) return "gone";
        if (name === "") {
            if (this.#silentFor(folder) > this.#namelessMs) dropEmpty(folder);
            return undefined;
        }
        const file = join(folder, name);
        const owner = readOwner(file);
        const alive =
            owner !== undefined && isHere(owner)
                ? lives(owner)
                : this.#silentFor(file) <= this.#silenceMs;
        if (alive) return owner;
        if (unless("ENOENT", () => (unlinkSync(file), true)) === true) dropEmpty(folder);
        return "gone";
    }

    /**
     * @param {string} path
     * @returns {number} milliseconds
     */
    #silentFor(path) {
        const sign = `${path} ${unless("ENOENT", () => statSync(path).mtimeMs) ?? "gone"}`;
        if (sign !== this.#sign) {
            this.#sign = sign;
            this.#since = performance.now();
        }
        return performance.now() - this.#since;
    }
}
