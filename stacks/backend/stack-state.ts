/** The states of stacks, as a self-managed backend keeps them: one file each, perhaps compressed. */
import type { BackendStorage } from "./storage.ts";
import { STACKS, type StackPlace, statePaths } from "./stack-place.ts";

/** A stack's file. */
export interface StackFile {
    readonly path: string;
    readonly stack: string;
    /** Absent in backends that were laid out before 2023. */
    readonly project?: string;
}

/** What a list tells of a stack. */
export interface StateSummary {
    /** ISO 8601. */
    readonly lastUpdate?: string;
    readonly resourceCount?: number;
}

const ENDING = /\.json(?:\.gz|\.zst)?$/;

/** The files of all stacks of a project, by name; of the older layout, of all stacks. */
export async function listStackFiles(
    storage: BackendStorage,
    project: string,
): Promise<StackFile[]> {
    const files = (await storage.list(STACKS)).flatMap((path): StackFile[] => {
        const parts = path.slice(STACKS.length).replace(ENDING, "").split("/");
        if (!ENDING.test(path)) return [];
        const [first = "", second] = parts;
        if (parts.length === 1) return [{ path, stack: first }];
        return parts.length === 2 && first === project && second !== undefined
            ? [{ path, stack: second, project }]
            : [];
    });
    return files.sort((one, other) => (one.stack < other.stack ? -1 : 1));
}

/** The path of a stack's state; undefined where there is no such stack. */
export async function findStateFile(
    storage: BackendStorage,
    place: StackPlace,
): Promise<string | undefined> {
    for (const base of statePaths(place)) {
        const found = (await storage.list(base)).find(
            (path) =>
                path.startsWith(base) && ENDING.test(path) && path.replace(ENDING, "") === base,
        );
        if (found !== undefined) return found;
    }
    return undefined;
}

/** What a state's text says of it as a whole. Nothing, for a stack that was never deployed and a text that cannot be read. */
export function summarize(text: string): StateSummary {
    const latest = latestIn(text);
    const { manifest, resources } = latest ?? {};
    const { time } = manifest ?? {};
    if (!Array.isArray(resources)) return {};
    const isTold = typeof time === "string" && !time.startsWith("0001-");
    return { ...(isTold ? { lastUpdate: time } : {}), resourceCount: resources.length };
}

interface Latest {
    readonly manifest?: { readonly time?: unknown } | null;
    readonly resources?: unknown;
}

function latestIn(text: string): Latest | undefined {
    try {
        const parsed = JSON.parse(text) as {
            checkpoint?: { latest?: Latest | null } | null;
        } | null;
        return parsed?.checkpoint?.latest ?? undefined;
    } catch {
        return undefined;
    }
}
