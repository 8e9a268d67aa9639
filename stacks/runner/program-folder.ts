/** Where the program is that a stack runs. */
import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { RunnerError } from "./errors.ts";

/** This package's own: the checkout's root, or `dist` where this module is built. */
const OWN_FOLDER = fileURLToPath(new URL("../../", import.meta.url));
const ENTRIES = ["index.ts", "index.js", "dist/index.js"];

/** The folder of the program. */
export function programFolder(folder: string | undefined): string {
    return resolve(folder ?? OWN_FOLDER);
}

/** The program's file: what Pulumi.yaml calls `main`, else the first of the usual ones. @throws RunnerError */
export async function entryOf(folder: string, main: string | undefined): Promise<string> {
    if (main !== undefined) return resolve(folder, main);
    for (const name of ENTRIES) {
        if (await exists(join(folder, name))) return join(folder, name);
    }
    throw new RunnerError(
        `Expected a Pulumi program in ${folder}: Pulumi.yaml with \`main\`, or one of ${ENTRIES.join(", ")}. Name the folder of the program.`,
    );
}

/** Whether there is such a file or folder. */
export async function exists(path: string): Promise<boolean> {
    return access(path).then(
        () => true,
        () => false,
    );
}
