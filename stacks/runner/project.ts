/** The project folder that a run gets for itself: the program's own Pulumi.yaml, pointed at the program. */
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { LocalWorkspace, type PulumiCommand } from "@pulumi/pulumi/automation/index.js";

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

/**
 * Writes Pulumi.yaml. The program's own one, with its configuration's defaults, is read and left
 * alone; a stack's configuration goes into the new folder and not beside the program.
 */
export async function writeProject(options: ProjectOptions): Promise<void> {
    const own = Object.entries(await ownSettings(options));
    const settings = {
        ...Object.fromEntries(own.filter(([name]) => name !== "stackConfigDir")),
        main: options.entry,
        ...(options.plugins.length === 0 ? {} : { plugins: { providers: options.plugins } }),
    };
    // JSON is YAML.
    await writeFile(join(options.dir, "Pulumi.yaml"), `${JSON.stringify(settings, null, 4)}\n`);
}

async function ownSettings(options: ProjectOptions): Promise<Record<string, unknown>> {
    const workspace = await LocalWorkspace.create({
        workDir: dirname(options.entry),
        pulumiCommand: options.command,
    });
    try {
        return { ...(await workspace.projectSettings()) };
    } catch (error) {
        if (!isMissing(error)) throw error;
        // The type stripping of Node; Pulumi's own way type-checks on every update.
        return { name: options.name, runtime: { name: "nodejs", options: { typescript: false } } };
    }
}

/** The SDK says it in words only. */
function isMissing(error: unknown): boolean {
    return error instanceof Error && error.message.startsWith("failed to find project settings");
}
