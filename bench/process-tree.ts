/** How much memory a process and all that it starts hold together, looked at while they run. Linux only. */
import { readdir, readFile } from "node:fs/promises";

const EVERY_MILLISECONDS = 50;
const PAGE_BYTES = 4096;

interface Entry {
    readonly pid: number;
    readonly parent: number;
    readonly megabytes: number;
}

/** Looks until it is stopped; gives the largest sum that it saw, or undefined where there is no `/proc`. */
export function watchTree(root: number): { stop: () => Promise<number | undefined> } {
    const stopped = new AbortController();
    const peak = watch(root, stopped.signal);
    return {
        stop: () => {
            stopped.abort();
            return peak;
        },
    };
}

async function watch(root: number, stopped: AbortSignal): Promise<number | undefined> {
    let peak: number | undefined;
    while (!stopped.aborted) {
        const entries = await processes();
        if (entries === undefined) return undefined;
        peak = Math.max(peak ?? 0, sumBelow(root, entries));
        await new Promise((resolve) => setTimeout(resolve, EVERY_MILLISECONDS));
    }
    return peak;
}

function sumBelow(root: number, entries: readonly Entry[]): number {
    const family = new Set([root]);
    // A parent may stand behind its child in the list.
    for (let known = 0; known !== family.size;) {
        known = family.size;
        for (const { pid, parent } of entries) if (family.has(parent)) family.add(pid);
    }
    return entries
        .filter(({ pid }) => family.has(pid))
        .reduce((sum, { megabytes }) => sum + megabytes, 0);
}

async function processes(): Promise<Entry[] | undefined> {
    const names = await readdir("/proc").catch(() => undefined);
    if (names === undefined) return undefined;
    const pids = names.filter((name) => /^\d+$/.test(name));
    const stats = pids.map(async (pid): Promise<Entry | undefined> => {
        const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
        // The command stands in parentheses and may hold blanks.
        const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ");
        if (fields === undefined) return undefined;
        const megabytes = (Number(fields[21]) * PAGE_BYTES) / 2 ** 20;
        return { pid: Number(pid), parent: Number(fields[1]), megabytes };
    });
    return (await Promise.all(stats)).filter((entry) => entry !== undefined);
}
