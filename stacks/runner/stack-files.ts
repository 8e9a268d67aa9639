/** A stack's configuration in the folder of one run: the user's file, then single values, then the lifetime. */
import { copyFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import type { Lifetime } from "../../components/pure/lifetime/lifetime.ts";
import { callPulumi, type CommandPlace } from "./command.ts";
import { StackConfigError } from "./errors.ts";
import { exists } from "./program-folder.ts";
import type { StackTarget } from "./target.ts";

/** What is configured. */
export interface StackFilesOptions {
    readonly place: CommandPlace;
    /** With project and organization, where it was given so. */
    readonly stack: string;
    readonly config: StackTarget["config"];
    readonly lifetime: Lifetime | undefined;
    readonly project: string;
    /** On backends that take tags from there. @default - none */
    readonly tags?: Readonly<Record<string, string>> | undefined;
    readonly signal?: AbortSignal | undefined;
}

/** The file that configures a stack: the one that was named, else the one of the program, if any. @throws StackConfigError */
export async function findConfigFile(
    { configFile }: StackTarget,
    program: { readonly folder: string; readonly configDir: string | undefined },
    short: string,
): Promise<string | undefined> {
    if (configFile !== undefined) {
        const path = resolve(configFile);
        if (await exists(path)) return path;
        throw new StackConfigError(
            `Expected the configuration of the stack ${short} in ${path}, found no such file. Correct the path, or make the file with \`tempo-sts init\`.`,
        );
    }
    const path = join(program.folder, program.configDir ?? "", `Pulumi.${short}.yaml`);
    return (await exists(path)) ? path : undefined;
}

/** Copies the file as it is: what its texts mean is the engine's to say. */
export async function copyConfigFile(from: string, dir: string, short: string): Promise<void> {
    await copyFile(from, join(dir, `Pulumi.${short}.yaml`));
}

/** Adds single values and the lifetime to what the file says. */
export async function configureStack(options: StackFilesOptions): Promise<void> {
    const { place, stack, config = [], lifetime, project, tags, signal } = options;
    const common = { doing: `configuring the stack ${stack}`, signal };
    if (config.length > 0) {
        const values = config.flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
        const args = ["config", "set-all", "--stack", stack, "--path", ...values];
        await callPulumi(place, args, common);
    }
    const objects = {
        ...(lifetime === undefined ? {} : { [`${project}:lifetime`]: withoutGaps(lifetime) }),
        ...(tags === undefined ? {} : { "pulumi:tags": tags }),
    };
    if (Object.keys(objects).length > 0) {
        // As JSON, because in paths a text like 1234 would become a number.
        const values = Object.entries(objects).map(([key, objectValue]) => [
            key,
            { value: JSON.stringify(objectValue), objectValue, secret: false },
        ]);
        const json = JSON.stringify(Object.fromEntries(values));
        await callPulumi(place, ["config", "set-all", "--stack", stack, "--json", json], common);
    }
}

function withoutGaps(lifetime: Lifetime): Record<string, string> {
    return Object.fromEntries(
        Object.entries(lifetime).filter((entry): entry is [string, string] => {
            const value: unknown = entry[1];
            return typeof value === "string";
        }),
    );
}
