/** Which provider plugins Pulumi's engine is to use: the real ones where they are installed, else the sandbox's own. */
import { homedir } from "node:os";
import { delimiter, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { firstExecutable } from "../../stacks/runner/cli.ts";
import type { LocalPlugin } from "../../stacks/runner/project.ts";
import { packageFile } from "../setup/package-file.ts";
import { askPluginVersion } from "./plugin-version.ts";

/** A plugin, and where it comes from. */
export interface ChosenPlugin extends LocalPlugin {
    /** For the report. */
    readonly description: string;
    /** What its process must be told. */
    readonly env: Readonly<Record<string, string>>;
}

/** A package whose resources the program uses. */
export interface NeededPackage {
    readonly name: string;
    /** How people call it. */
    readonly title: string;
    /** The version of the npm package: the plugin must be of the same. */
    readonly version: string;
}

/** The plugin to use for a package. */
export async function choosePlugin(
    needed: NeededPackage,
    env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<ChosenPlugin> {
    const { name, title, version } = needed;
    const executable = `pulumi-resource-${name}`;
    const home = env["PULUMI_HOME"] ?? join(env["HOME"] ?? homedir(), ".pulumi");
    const cached = join(home, "plugins", `resource-${name}-v${version}`);
    if ((await firstExecutable([cached], executable)) !== undefined) {
        const description = `${title}: the real plugin ${version}, installed in ${cached}`;
        return { name, path: cached, description, env: {} };
    }
    const ambient = await firstExecutable((env["PATH"] ?? "").split(delimiter), executable);
    if (ambient === undefined) return ownPlugin(needed, "the real plugin is not installed");
    const found = await askPluginVersion(ambient);
    if (found !== version) {
        const reason = `the plugin at ${ambient} is ${found ?? "of an unknown version"} and not ${version}`;
        return ownPlugin(needed, reason);
    }
    const description = `${title}: the real plugin ${version}, on PATH at ${ambient}`;
    return { name, path: dirname(ambient), description, env: {} };
}

/** The executable is beside the sources; the code it starts is where this module's own is. */
function ownPlugin({ name, title }: NeededPackage, reason: string): ChosenPlugin {
    const executable = packageFile(
        `sandbox/provider-objects/plugins/${name}/pulumi-resource-${name}`,
    );
    const module = `../provider-objects/plugins/${name}/index${extname(import.meta.url)}`;
    return {
        name,
        path: dirname(executable),
        description: `${title}: the sandbox's provider object as a plugin (${reason})`,
        env: {
            TEMPO_STS_NODE: process.execPath,
            [`TEMPO_STS_${name.toUpperCase()}_PLUGIN`]: fileURLToPath(
                new URL(module, import.meta.url),
            ),
        },
    };
}
