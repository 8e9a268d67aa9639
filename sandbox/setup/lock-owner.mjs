/** Who holds a lock, and whether that process still lives. */
import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/**
 * Who holds a lock.
 *
 * @typedef {object} LockOwner
 * @property {number} pid
 * @property {string} started start time of that process, so that a reused pid is not taken for it
 * @property {string} machine where that pid means that process
 * @property {string} purpose what it is doing, in words
 * @property {number} since milliseconds since the epoch
 */

/**
 * @param {string} purpose
 * @returns {LockOwner}
 */
export function thisProcess(purpose) {
    const started = startOf(process.pid) ?? "";
    return { pid: process.pid, started, machine: machine(), purpose, since: Date.now() };
}

/**
 * @param {LockOwner} owner
 * @returns {boolean} whether its pid means anything on this machine
 */
export function isHere(owner) {
    return owner.machine === machine();
}

/**
 * @param {string} file
 * @returns {LockOwner | undefined}
 */
export function readOwner(file) {
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
export function lives(owner) {
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
export function unless(codes, action) {
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
