/** Files that belong to the package but are not code, found from the checkout and from `dist/` alike. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Absolute path of a file or folder given from the package's root: `sandbox/setup/requirements.txt`. */
export function packageFile(relative: string): string {
    for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
        const path = join(folder, relative);
        if (existsSync(path)) return path;
        if (folder === dirname(folder)) {
            throw new Error(
                `expected ${relative} in the package that holds ${import.meta.dirname}, found no such file: install the package again`,
            );
        }
    }
}
