/** The tags of stacks, as a self-managed backend keeps them: a plain file beside the stack's state, never compressed. */
import type { BackendStorage } from "./storage.ts";
import { type StackPlace, statePaths } from "./stack-place.ts";

/** Tags by key. */
export type StackTags = Readonly<Record<string, string>>;

const ENDING = ".pulumi-tags";
const VERSION = 1;

/** The tags of one stack; none where it has no file of them. @throws Error when the file cannot be read */
export async function readTags(storage: BackendStorage, place: StackPlace): Promise<StackTags> {
    for (const path of statePaths(place)) {
        const text = await storage.read(`${path}${ENDING}`);
        if (text !== undefined) return parseTags(text, `${path}${ENDING}`);
    }
    return {};
}

/** The tags of one stack; `undefined` where its file cannot be read, none where it has no file. */
export async function tagsIfReadable(
    storage: BackendStorage,
    place: StackPlace,
): Promise<StackTags | undefined> {
    return readTags(storage, place).catch(() => undefined);
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
