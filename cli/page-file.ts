/** The file that a page is written to: refused before anything starts when it cannot be written. */
import { constants } from "node:fs";
import { access, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

import { describeError } from "../sandbox/rehearsal/errors.ts";
import { UserError } from "./errors.ts";

/**
 * Gives what writes the page; it writes nothing where no file is wanted.
 *
 * @throws UserError when the file's folder is not there or not writable, or a folder is in its place
 */
export async function pageFile(path: string | undefined): Promise<(page: string) => Promise<void>> {
    if (path === undefined) return () => Promise.resolve();
    const folder = dirname(resolve(path));
    await access(folder, constants.W_OK).catch((cause: unknown) => {
        throw cannotWrite(path, `its folder ${folder} is not there or not writable`, cause);
    });
    const existing = await stat(path).catch(() => undefined);
    if (existing?.isDirectory()) throw cannotWrite(path, "it is a folder", undefined);
    return async (page) => {
        await writeFile(path, page).catch((cause: unknown) => {
            throw cannotWrite(path, describeError(cause), cause);
        });
    };
}

function cannotWrite(path: string, why: string, cause: unknown): UserError {
    return new UserError(
        `--html: expected a file that can be written, got ${path}: ${why}. Name another one.`,
        "settings",
        { cause },
    );
}
