// The settings of a stack that this process does not run: from the configuration that its program would be given.
import { parseSettings, type ParseResult } from "./parse.ts";
import type { Environment } from "./complete.ts";

/** A configuration as the engine gives it to the program: `namespace:key` to text, tables and lists as JSON. */
export type StackConfiguration = Readonly<
    Record<string, { readonly value: string; readonly secret?: boolean | undefined }>
>;

/** Reads a stack's whole configuration as its program would. Never throws. */
export function settingsOf(
    configuration: StackConfiguration,
    project: string,
    env: Environment = process.env,
): ParseResult {
    const keys = Object.keys(configuration);
    const section = (prefix: string): Record<string, string> =>
        Object.fromEntries(
            keys
                .filter((key) => key.startsWith(`${prefix}:`))
                .map((key) => [key.slice(prefix.length + 1), configuration[key]?.value ?? ""]),
        );
    return parseSettings(section(project), {
        env,
        awsConfig: section("aws"),
        kubernetesConfig: section("kubernetes"),
        secretKeys: keys
            .filter((key) => configuration[key]?.secret === true)
            .map((key) => (key.startsWith(`${project}:`) ? key.slice(project.length + 1) : key)),
    });
}
