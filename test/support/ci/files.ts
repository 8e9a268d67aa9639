/** The files of docs/ci, by what they are. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../../..");

/** One file of the repository. */
export interface CiFile {
    /** From the root of the repository. */
    readonly path: string;
    readonly absolute: string;
    readonly text: string;
}

/** Files by a glob from the root, in order. @throws Error where there is none: a test over nothing proves nothing */
export function ciFiles(pattern: string): CiFile[] {
    const paths = globSync(pattern, { cwd: ROOT }).map((path) => path.replaceAll("\\", "/"));
    if (paths.length === 0) throw new Error(`expected a file like ${pattern}, found none`);
    return paths.toSorted().map(ciFile);
}

/** A file by its path from the root. */
export function ciFile(path: string): CiFile {
    const absolute = join(ROOT, path);
    return { path, absolute, text: readFileSync(absolute, "utf8") };
}
