/** A stack's whole configuration: its file, with what the options add. */
import type { StackConfiguration } from "../../stacks/settings/settings-of.ts";
import { ConfigTree } from "../../stacks/settings/config-tree.ts";
import { PROJECT } from "../../stacks/settings/project.ts";
import type { StackTarget } from "../../stacks/runner/target.ts";
import { readConfigFile, type FileValues } from "./config-file.ts";
import type { GivenSetting } from "./values.ts";

/** The configuration as far as it is readable without the engine. */
export interface ReadConfiguration {
    readonly values: StackConfiguration;
    /** Keys whose values are encrypted in the file. */
    readonly encrypted: readonly string[];
}

/** Reads the file and the options, which win. @throws UserError when the file cannot be read */
export async function readConfiguration(target: StackTarget): Promise<ReadConfiguration> {
    const { stack, configFile, config = [], lifetime } = target;
    const file = await readConfigFile(stack, configFile);
    const more = lifetime === undefined ? [] : [["lifetime", JSON.stringify(lifetime)] as const];
    const values = configurationOf(file, [...config, ...more]);
    const encrypted = Object.keys(file).filter((key) => isEncrypted(file[key]));
    return { values, encrypted: encrypted.filter((key) => !Object.hasOwn(values, key)) };
}

/** A file's values with what is set besides; without what is encrypted. */
export function configurationOf(
    file: FileValues,
    given: readonly GivenSetting[],
): StackConfiguration {
    const tree = new ConfigTree();
    for (const [key, value] of Object.entries(file)) {
        if (isEncrypted(value)) continue;
        tree.set(short(key), typeof value === "string" ? value : JSON.stringify(value));
    }
    for (const [path, text] of given) tree.set(short(path), text);
    const values = Object.entries(tree.config()).map(([key, value]) => [key, { value }] as const);
    return Object.fromEntries(values);
}

/** Without the project's prefix, so that both ways to write a key are one. */
function short(path: string): string {
    return path.startsWith(`${PROJECT}:`) ? path.slice(PROJECT.length + 1) : path;
}

function isEncrypted(value: unknown): boolean {
    return typeof value === "object" && value !== null && "secure" in value;
}
