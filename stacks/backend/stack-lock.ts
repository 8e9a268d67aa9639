/** The locks of a stack: who holds it, where, and since when. */
import type { BackendStorage } from "./storage.ts";
import { lockFolders, type StackPlace } from "./stack-place.ts";

/** A lock as Pulumi's CLI writes it; it is a file, and nothing renews it. */
export interface StackLock {
    /** In the backend. */
    readonly path: string;
    readonly pid: number;
    readonly username: string;
    readonly hostname: string;
    /** ISO 8601. */
    readonly timestamp: string;
}

/** The locks of a stack, the oldest first; more than one only for the moment in which two updates meet. */
export async function readLocks(storage: BackendStorage, place: StackPlace): Promise<StackLock[]> {
    const found: StackLock[] = [];
    for (const folder of lockFolders(place)) {
        for (const path of await storage.list(folder)) {
            if (!/^[^/]+\.json$/.test(path.slice(folder.length))) continue;
            const text = await storage.read(path);
            // Gone since it was listed: no lock any more.
            if (text !== undefined) found.push(parseLock(path, text));
        }
    }
    return found.sort((one, other) => one.timestamp.localeCompare(other.timestamp));
}

/** A lock from its file. One that cannot be read is a lock all the same: of nobody, since never. */
export function parseLock(path: string, text: string): StackLock {
    const { pid, username, hostname, timestamp } = fieldsOf(text);
    const string = (value: unknown): string => (typeof value === "string" ? value : "");
    return {
        path,
        pid: typeof pid === "number" && Number.isSafeInteger(pid) ? pid : 0,
        username: string(username),
        hostname: string(hostname),
        timestamp: string(timestamp),
    };
}

/** Who holds a lock, as `unlock` wants it to be named: `user@host`. */
export function lockOwner({ username, hostname }: StackLock): string {
    return `${username === "" ? "unknown" : username}@${hostname === "" ? "unknown" : hostname}`;
}

/** A lock in words: `ci@runner-7 (pid 4711), for 2 h 5 min`. */
export function describeLock(lock: StackLock, now: Date): string {
    return `${lockOwner(lock)} (pid ${lock.pid}), ${ageOf(lock, now)}`;
}

function ageOf({ timestamp }: StackLock, now: Date): string {
    const since = Date.parse(timestamp);
    if (Number.isNaN(since)) return "since an unknown time";
    const seconds = Math.max(0, Math.round((now.getTime() - since) / 1000));
    if (seconds < 60) return `for ${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    return minutes < 60
        ? `for ${minutes} min`
        : `for ${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
    try {
        const parsed: unknown = JSON.parse(text);
        return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
    } catch {
        return {};
    }
}
