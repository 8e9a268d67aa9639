/** The project folder that a run gets for itself: the program's own Pulumi.yaml, pointed at the program. */
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { PulumiCommand } from "@pulumi/pulumi/automation/index.js";

/** A plugin in a folder of its own, instead of the one that the engine would look for. */
export interface LocalPlugin {
    /** The package, such as `aws`. */
    readonly name: string;
    /** The folder that holds the executable `pulumi-resource-<name>`. */
    readonly path: string;
}

/** What the project consists of. */
export interface ProjectOptions {
    /** An existing empty folder. */
    readonly dir: string;
    /** Absolute path of the program's file. */
    readonly entry: string;
    /** Used where no Pulumi.yaml is beside the program. */
    readonly name: string;
    readonly plugins: readonly LocalPlugin[];
    readonly command: PulumiCommand;
}

/** What a Pulumi.yaml says. */
export type ProjectSettings = Readonly<Record<string, unknown>> & { readonly name: string };

/**
 * Writes Pulumi.yaml. The program's own one, with its configuration's defaults, is read and left
 * alone; a stack's configuration goes into the new folder and not beside the program.
 */
export async function writeProject(options: ProjectOptions): Promise<void> {
    const { entry, name, command } = options;
    const own = await readProject(dirname(entry), name, command);
    await writeProjectSettings(own, options);
}

/** Writes Pulumi.yaml with what another one says, pointed at the program. */
export async function writeProjectSettings(
    own: ProjectSettings,
    { dir, entry, plugins }: Pick<ProjectOptions, "dir" | "entry" | "plugins">,
): Promise<void> {
    const settings = {
        ...Object.fromEntries(Object.entries(own).filter(([name]) => name !== "stackConfigDir")),
        main: entry,
        ...(plugins.length === 0 ? {} : { plugins: { providers: plugins } }),
    };
    // JSON is YAML.
    await writeFile(join(dir, "Pulumi.yaml"), `${JSON.stringify(settings, null, 4)}\n`);
}

/** What the Pulumi.yaml of a folder says; the least that is needed where there is none. */
export async function readProject(
    folder: string,
    name: string,
    command: PulumiCommand,
): Promise<ProjectSettings> {
    const own = await plainSettings(join(folder, "Pulumi.yaml"));
    if (own !== undefined) return own;
    // The SDK knows other forms of it, and what is wrong with one; it takes 80 MB of memory.
    const { LocalWorkspace } = await import("@pulumi/pulumi/automation/index.js");
    const workspace = await LocalWorkspace.create({ workDir: folder, pulumiCommand: command });
    try {
        return { ...(await workspace.projectSettings()) };
    } catch (error) {
        if (!isMissing(error)) throw error;
        // The type stripping of Node; Pulumi's own way type-checks on every update.
        return { name, runtime: { name: "nodejs", options: { typescript: false } } };
    }
}

/** The SDK says it in words only. */
function isMissing(error: unknown): boolean {
    return error instanceof Error && error.message.startsWith("failed to find project settings");
}

/** The settings in a file; undefined where there is none, or where it is not a table with a name. */
async function plainSettings(file: string): Promise<ProjectSettings | undefined> {
    const text = await readFile(file, "utf8").catch((error: unknown) => {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
    });
    if (text === undefined) return undefined;
    const { load, YAMLException } = await import("js-yaml");
    try {
        const found: unknown = load(text);
        return isSettings(found) ? found : undefined;
    } catch (error) {
        if (error instanceof YAMLException) return undefined;
        throw error;
    }
}

function isSettings(value: unknown): value is ProjectSettings {
    return (
        typeof value === "object" &&
        value !== null &&
        "name" in value &&
        typeof value.name === "string" &&
        "runtime" in value
    );
}
