/** A backend in a folder: `file:///path`, `file://~`, `file://./path`. */
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join, relative, resolve, sep } from "node:path";

import { textOf } from "./compression.ts";
import type { BackendStorage } from "./storage.ts";

const SCHEME = "file://";
/** What the Go library keeps beside a file: no file of the backend. */
const ATTRIBUTES = ".attrs";

/** Whether a backend is a folder. */
export function isFileUrl(url: string): boolean {
    return url.startsWith(SCHEME);
}

/** The URL with an absolute path, so that it means the same from every folder. Any other URL stays as it is. */
export function absoluteUrl(url: string, cwd: string = process.cwd()): string {
    if (!isFileUrl(url)) return url;
    const question = url.indexOf("?");
    const path = question < 0 ? url.slice(SCHEME.length) : url.slice(SCHEME.length, question);
    const absolute = expand(path, cwd).split(sep).join("/");
    const query = question < 0 ? "" : url.slice(question);
    return `${SCHEME}${absolute.startsWith("/") ? "" : "/"}${absolute}${query}`;
}

/** The folder that a URL names, and the beginning that all paths in it have (`?prefix=`). */
export function folderOf(
    url: string,
    cwd: string = process.cwd(),
): { readonly folder: string; readonly prefix: string } {
    const [path = "", query = ""] = absoluteUrl(url, cwd).slice(SCHEME.length).split("?", 2);
    const plain = decoded(path.split("#", 1)[0] ?? "");
    return {
        // A drive's letter has a slash before it in a URL only.
        folder: resolve(plain.replace(/^\/([A-Za-z]:)/, "$1")),
        prefix: new URLSearchParams(query).get("prefix") ?? "",
    };
}

/** The folder of a backend that is not there; undefined where it is, or may be made (`?create_dir=true`). */
export async function missingFolder(url: string): Promise<string | undefined> {
    if (!isFileUrl(url)) return undefined;
    const query = new URLSearchParams(url.split("?", 2)[1] ?? "");
    if (query.get("create_dir") === "true") return undefined;
    const { folder } = folderOf(url);
    const isFolder = await stat(folder).then((found) => found.isDirectory(), ifMissing(false));
    return isFolder ? undefined : folder;
}

/** Reads a folder as Pulumi lays it out. */
export class FileStorage implements BackendStorage {
    readonly #folder: string;
    readonly #prefix: string;

    constructor(url: string, cwd?: string) {
        const { folder, prefix } = folderOf(url, cwd);
        this.#folder = folder;
        this.#prefix = prefix;
    }

    async list(prefix: string): Promise<string[]> {
        const whole = this.#prefix + prefix;
        const folder = this.#file(whole.slice(0, whole.lastIndexOf("/") + 1));
        const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
            ifMissing([]),
        );
        return entries
            .filter((entry) => entry.isFile() && !entry.name.endsWith(ATTRIBUTES))
            .map((entry) => relative(this.#folder, join(entry.parentPath, entry.name)))
            .map((path) => path.split(sep).join("/"))
            .filter((path) => path.startsWith(whole))
            .map((path) => path.slice(this.#prefix.length))
            .sort();
    }

    async read(path: string): Promise<string | undefined> {
        const bytes = await readFile(this.#file(this.#prefix + path)).catch(ifMissing(undefined));
        return bytes === undefined ? undefined : textOf(bytes);
    }

    async remove(path: string): Promise<void> {
        const file = this.#file(this.#prefix + path);
        await rm(file, { force: true });
        await rm(`${file}${ATTRIBUTES}`, { force: true });
    }

    #file(path: string): string {
        return join(this.#folder, ...path.split("/"));
    }
}

/** As Pulumi does: the shell leaves `~` alone inside a URL. */
function expand(path: string, cwd: string): string {
    if (path === "~") return homedir();
    return path.startsWith("~") ? join(homedir(), path.slice(2)) : resolve(cwd, path);
}

function decoded(path: string): string {
    try {
        return decodeURIComponent(path);
    } catch {
        return path;
    }
}

function ifMissing<T>(value: T): (error: unknown) => T {
    return (error) => {
        const code = error instanceof Error && "code" in error ? error.code : undefined;
        if (code === "ENOENT" || code === "ENOTDIR") return value;
        throw error;
    };
}
