/** The tags of stacks, as a self-managed backend keeps them: a plain file beside the stack's state, never compressed. */
import type { BackendStorage } from "./storage.ts";
import { STACKS, type StackPlace, statePaths } from "./stack-place.ts";

/** Tags by key. */
export type StackTags = Readonly<Record<string, string>>;

const ENDING = ".pulumi-tags";
const VERSION = 1;
const AT_ONCE = 32;

/** The tags of one stack; none where it has no file of them. @throws Error when the file cannot be read */
export async function readTags(storage: BackendStorage, place: StackPlace): Promise<StackTags> {
    for (const path of statePaths(place)) {
        const text = await storage.read(`${path}${ENDING}`);
        if (text !== undefined) return parseTags(text, `${path}${ENDING}`);
    }
    return {};
}

/**
 * The tags of many stacks at once, by `project/stack`; `undefined` for a stack whose file cannot be read. A stack without a
 * file is not in it.
 */
export async function readAllTags(
    storage: BackendStorage,
    signal?: AbortSignal,
): Promise<ReadonlyMap<string, StackTags | undefined>> {
    const paths = (await storage.list(STACKS)).filter((path) => path.endsWith(ENDING));
    const tags = new Map<string, StackTags | undefined>();
    let next = 0;
    const work = async (): Promise<void> => {
        for (let path = paths[next++]; path !== undefined; path = paths[next++]) {
            signal?.throwIfAborted();
            const text = await storage.read(path);
            const name = path.slice(STACKS.length, -ENDING.length);
            if (text !== undefined) tags.set(name, parsedOrUnknown(text, path));
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return tags;
}

function parsedOrUnknown(text: string, path: string): StackTags | undefined {
    try {
        return parseTags(text, path);
    } catch {
        return undefined;
    }
}

function parseTags(text: string, path: string): StackTags {
    const { version, tags } = JSON.parse(text) as { version?: unknown; tags?: unknown };
    if (version !== VERSION) {
        throw new Error(
            `Expected stack tags of version ${VERSION} in ${path}, got version ${String(version)}. Use a newer tempo-sts.`,
        );
    }
    const entries = Object.entries(typeof tags === "object" && tags !== null ? tags : {});
    return Object.fromEntries(
        entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
}
