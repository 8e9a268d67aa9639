/** A lock between processes that survives none of its owners; plain JavaScript, because the first run has no Node 24 yet. */
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
    mkdirSync,
    readFileSync,
    readdirSync,
    readlinkSync,
    rmdirSync,
    statSync,
    unlinkSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Who holds a lock.
 *
 * @typedef {object} LockOwner
 * @property {number} pid
 * @property {string} started start time of that process, so that a reused pid is not taken for it
 * @property {string} machine where that pid means that process
 * @property {string} purpose what it is doing, in words
 * @property {number} since milliseconds since the epoch
 *
 * @typedef {object} LockOptions
 * @property {(owner: LockOwner | undefined) => void} [onWait] called while another process holds the lock
 * @property {AbortSignal | undefined} [signal] gives the waiting up
 *
 * @typedef {object} Lock
 * @property {() => void} release may be called more than once; called by itself when the process exits
 */

const POLL_MS = 100;
const HEARTBEAT_MS = 5_000;
/** An owner on another machine is gone when its heart has not beaten for so long. */
const SILENCE_MS = 60_000;
/** Between making the folder and writing its name into it an owner needs far less than this. */
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
    /** @type {LockOwner} */
    const owner = {
        pid: process.pid,
        started: startOf(process.pid) ?? "",
        machine: machine(),
        purpose,
        since: Date.now(),
    };
    const watch = new Watch();
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
            if (this.#silentFor(folder) > NAMELESS_MS) dropEmpty(folder);
            return undefined;
        }
        const file = join(folder, name);
        const owner = readOwner(file);
        const alive =
            owner?.machine === machine() ? lives(owner) : this.#silentFor(file) <= SILENCE_MS;
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

/**
 * @param {string} file
 * @returns {LockOwner | undefined}
 */
function readOwner(file) {
    try {
        return JSON.parse(readFileSync(file, "utf8"));
    } catch {
        return undefined; // half written or just removed: the next look tells
    }
}

/**
 * @param {LockOwner} owner
 * @returns {boolean}
 */
function lives(owner) {
    try {
        process.kill(owner.pid, 0);
    } catch (reason) {
        if (codeOf(reason) === "ESRCH") return false;
    }
    const started = startOf(owner.pid);
    return started !== undefined && (owner.started === "" || started === owner.started);
}

/**
 * @param {number} pid
 * @returns {string | undefined} undefined when there is no such process, or when it has ended and is only not reaped
 */
function startOf(pid) {
    if (process.platform === "linux") {
        const stat = unless(["ENOENT", "ESRCH"], () => readFileSync(`/proc/${pid}/stat`, "utf8"));
        const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
        return fields?.[0] === "Z" || fields?.[0] === "X" ? undefined : fields?.[19];
    }
    try {
        const env = { ...process.env, LC_ALL: "C" };
        return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], {
            encoding: "utf8",
            env,
        }).trim();
    } catch {
        return undefined;
    }
}

/** @returns {string} */
function machine() {
    if (process.platform !== "linux") return hostname();
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${hostname()} ${boot} ${readlinkSync("/proc/self/ns/pid")}`;
}

/**
 * @template T
 * @param {string | readonly string[]} codes
 * @param {() => T} action
 * @returns {T | undefined} undefined when the action failed with one of these codes
 */
function unless(codes, action) {
    try {
        return action();
    } catch (reason) {
        const code = codeOf(reason);
        if (typeof codes === "string" ? code === codes : codes.includes(code)) return undefined;
        throw reason;
    }
}

/**
 * @param {unknown} reason
 * @returns {string}
 */
function codeOf(reason) {
    return reason instanceof Error && "code" in reason ? String(reason.code) : "";
}
