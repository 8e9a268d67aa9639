/** A stack's whole configuration: its file, with what the options add. */
import { Tree } from "../../sandbox/rehearsal/plan.ts";
import type { StackConfiguration } from "../../stacks/run/settings-of.ts";
import type { StackTarget } from "../../stacks/runner/target.ts";
import { PROJECT, readConfigFile } from "./config-file.ts";

/** The configuration as far as it is readable without the engine. */
export interface ReadConfiguration {
    readonly values: StackConfiguration;
    /** Keys whose values are encrypted in the file. */
    readonly encrypted: readonly string[];
}

/** Reads the file and the options, which win. @throws UserError when the file cannot be read */
export async function readConfiguration(target: StackTarget): Promise<ReadConfiguration> {
    const { stack, configFile, config = [], lifetime } = target;
    const tree = new Tree();
    const encrypted: string[] = [];
    for (const [key, value] of Object.entries(await readConfigFile(stack, configFile))) {
        if (isEncrypted(value)) encrypted.push(key);
        else tree.set(short(key), typeof value === "string" ? value : JSON.stringify(value));
    }
    for (const [path, text] of config) tree.set(short(path), text);
    if (lifetime !== undefined) tree.set("lifetime", JSON.stringify(lifetime));
    const values = Object.entries(tree.config()).map(([key, value]) => [key, { value }] as const);
    return {
        values: Object.fromEntries(values),
        encrypted: encrypted.filter((key) => !values.some(([given]) => given === key)),
    };
}

/** Without the project's prefix, so that both ways to write a key are one. */
function short(path: string): string {
    return path.startsWith(`${PROJECT}:`) ? path.slice(PROJECT.length + 1) : path;
}

function isEncrypted(value: unknown): boolean {
    return typeof value === "object" && value !== null && "secure" in value;
}
