/** A file that is written at the end: refused before anything starts when it cannot be written. */
import { constants } from "node:fs";
import { access, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

import { describeError } from "../sandbox/rehearsal/errors.ts";
import { UserError } from "./errors.ts";

/**
 * Gives what writes the file; it writes nothing where none is wanted.
 *
 * @param option the option that named it
 * @throws UserError when the file's folder is not there or not writable, or a folder is in its place
 */
export async function outputFile(
    option: string,
    path: string | undefined,
    base: string,
): Promise<(content: string) => Promise<void>> {
    if (path === undefined) return () => Promise.resolve();
    const file = resolve(base, path);
    const folder = dirname(file);
    await access(folder, constants.W_OK).catch((cause: unknown) => {
        throw cannotWrite(option, path, `its folder ${folder} is not there or not writable`, cause);
    });
    const existing = await stat(file).catch(() => undefined);
    if (existing?.isDirectory()) throw cannotWrite(option, path, "it is a folder", undefined);
    return async (content) => {
        await writeFile(file, content).catch((cause: unknown) => {
            throw cannotWrite(option, path, describeError(cause), cause);
        });
    };
}

function cannotWrite(option: string, path: string, why: string, cause: unknown): UserError {
    return new UserError(
        `${option}: expected a file that can be written, got ${path}: ${why}. Name another one.`,
        "settings",
        { cause },
    );
}
