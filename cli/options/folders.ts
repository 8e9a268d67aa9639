/** Paths as they were given, seen from the folder where the command line was called. */
import { resolve } from "node:path";

import type { Io } from "../io.ts";

/** Absolute paths. */
export function foldersOf(paths: readonly string[], { folder }: Pick<Io, "folder">): string[] {
    return paths.map((path) => resolve(folder, path));
}
