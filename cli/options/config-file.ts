/** A stack's configuration file, read as data. */
import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";

import { UserError } from "../errors.ts";
import { packageFolder } from "../package-folder.ts";
import { isTable } from "../../components/pure/fields/raw-values.ts";

/** Values by `namespace:key`; one that is encrypted is a table with the key `secure`. */
export type FileValues = Readonly<Record<string, unknown>>;

/** The file with a stack's configuration: the one that was named, else the one of the folder, if any. */
export async function configFileOf(
    stack: string,
    named: string | undefined,
    folder: string,
): Promise<string | undefined> {
    if (named !== undefined) return resolve(folder, named);
    const file = defaultConfigFile(stack, folder);
    const found = await stat(file).catch(() => undefined);
    return found?.isFile() === true ? file : undefined;
}

/** Where a stack's configuration is by default, below a folder. */
export function defaultConfigFile(stack: string, folder: string): string {
    const short = stack.slice(stack.lastIndexOf("/") + 1);
    return join(folder, "stacks", "config", `Pulumi.${short}.yaml`);
}

/**
 * What stands in the file; nothing where none was named and the package has none for this stack.
 *
 * @throws UserError when a file that was named is not there, or it cannot be read
 */
export async function readConfigFile(
    stack: string,
    named: string | undefined,
): Promise<FileValues> {
    const file = named ?? defaultConfigFile(stack, packageFolder());
    const text = await readFile(file, "utf8").catch((cause: unknown) => {
        if (named === undefined && isMissing(cause)) return "";
        throw new UserError(
            `--config-file: expected a file that can be read, got ${file}: ${reason(cause)}. Name another one, or make one with \`tempo-sts init\`.`,
        );
    });
    // What holds nothing but comments is no document to the parser.
    if (text.replace(/^\s*#.*$/gmu, "").trim() === "") return {};
    const { load } = await import("js-yaml");
    let content: unknown;
    try {
        content = load(text);
    } catch (cause) {
        throw new UserError(`${file}: expected YAML, but ${reason(cause)}. Correct it.`);
    }
    const values: unknown = isTable(content) ? (content["config"] ?? {}) : content;
    if (values === undefined || values === null) return {};
    if (isTable(values)) return values;
    throw new UserError(
        `${file}: expected a table \`config\`, as in Pulumi.<stack>.yaml. Correct it, or make a new one with \`tempo-sts init\`.`,
    );
}

function reason(cause: unknown): string {
    return cause instanceof Error ? (cause.message.split("\n", 1)[0] ?? "") : String(cause);
}

function isMissing(error: unknown): boolean {
    return error instanceof Error && "code" in error && error.code === "ENOENT";
}
