/** What is downloaded or built for the sandbox: kept outside the checkout, named by content, made once. */
import { createHash } from "node:crypto";
import { access, constants, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

import { acquireLock } from "./lock.mjs";
import { seconds } from "./progress.ts";
import type { Progress } from "./progress.ts";
import { SetupProblem } from "./setup-problem.ts";

/** One thing in the cache. */
export interface CacheKey {
    /** Said to people and used as the beginning of the folder's name: `control-plane`. */
    readonly name: string;
    /** Everything that what is made depends on: another content is another folder. */
    readonly content: readonly string[];
    /** Relative paths that must be there when it is complete; a symbolic link counts by where it leads. */
    readonly files: readonly string[];
}

/** How to ask the cache. */
export interface CacheOptions {
    readonly onProgress?: Progress | undefined;
    /** Gives up waiting and building, and leaves no lock and nothing half made behind. */
    readonly signal?: AbortSignal | undefined;
    /** @default `cacheRoot()` */
    readonly root?: string | undefined;
}

/** Makes the thing in `folder`, which exists and is empty. */
export type Build = (folder: string) => Promise<void>;

const MARKER = ".complete.json";
const HASH_LENGTH = 16;

/** `$XDG_CACHE_HOME/tempo-sts`, else `~/.cache/tempo-sts`. A relative XDG_CACHE_HOME is ignored, as its specification says. */
export function cacheRoot(env: NodeJS.ProcessEnv = process.env): string {
    const base = env["XDG_CACHE_HOME"];
    return join(base?.startsWith("/") === true ? base : join(homedir(), ".cache"), "tempo-sts");
}

/**
 * Gives the folder of a key, making it when it is not complete. Of several processes that ask at once one builds and
 * the others wait and say for whom. What a dead one left unfinished is thrown away.
 *
 * @throws SetupProblem when the cache cannot be written
 */
export async function ensureCached(
    key: CacheKey,
    build: Build,
    options: CacheOptions = {},
): Promise<string> {
    const root = options.root ?? cacheRoot();
    const folder = join(root, `${key.name}-${hash(key.content)}`);
    if (await isComplete(folder, key)) return folder;
    await makeRoot(root);
    const lock = await acquireLock(`${folder}.lock`, `making ${key.name}`, {
        onWait: waiting(key, options.onProgress),
        signal: options.signal,
    });
    try {
        if (await isComplete(folder, key)) return folder;
        await make(folder, key, build, options.signal);
        return folder;
    } finally {
        lock.release();
    }
}

async function makeRoot(root: string): Promise<void> {
    try {
        await mkdir(root, { recursive: true });
        await access(root, constants.W_OK);
    } catch (cause) {
        throw new SetupProblem(
            `expected a cache that can be written at ${root}: set XDG_CACHE_HOME to a folder of yours`,
            { cause },
        );
    }
}

function hash(content: readonly string[]): string {
    return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, HASH_LENGTH);
}

async function isComplete(folder: string, key: CacheKey): Promise<boolean> {
    try {
        const sizes: unknown = JSON.parse(await readFile(join(folder, MARKER), "utf8"));
        return JSON.stringify(sizes) === JSON.stringify(await sizesOf(folder, key.files));
    } catch {
        return false; // whatever is wrong with it, it is made anew
    }
}

async function sizesOf(folder: string, files: readonly string[]): Promise<Record<string, number>> {
    const sizes = files.map(async (file) => [file, (await stat(join(folder, file))).size] as const);
    return Object.fromEntries(await Promise.all(sizes));
}

async function make(
    folder: string,
    key: CacheKey,
    build: Build,
    signal: AbortSignal | undefined,
): Promise<void> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    try {
        await build(folder);
        signal?.throwIfAborted();
        const sizes = await sizesOf(folder, key.files);
        await writeFile(join(folder, MARKER), JSON.stringify(sizes));
    } catch (reason) {
        await rm(folder, { recursive: true, force: true, maxRetries: 3 });
        throw reason;
    }
}

/** Says at once for whom this process waits, and again now and then. */
function waiting(key: CacheKey, onProgress: Progress | undefined) {
    let last = -Infinity;
    return (owner: { pid: number; since: number } | undefined) => {
        if (performance.now() - last < 10_000) return;
        last = performance.now();
        onProgress?.(
            owner === undefined
                ? `waiting for another process that makes ${key.name}`
                : `waiting for process ${owner.pid}, which has been making ${key.name} for ${seconds((Date.now() - owner.since) / 1000)}`,
        );
    };
}
