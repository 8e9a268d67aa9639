/** The settings of a stack, checked before anything runs. */
import { settingsOf, type StackConfiguration } from "../../stacks/settings/settings-of.ts";
import type { StackTarget } from "../../stacks/runner/target.ts";
import { SettingsError } from "../../stacks/settings/settings-error.ts";
import { PROJECT } from "../../stacks/settings/project.ts";
import type { Settings } from "../../stacks/settings/settings.ts";
import { UserError } from "../errors.ts";
import { readConfiguration } from "./configuration.ts";

/**
 * Reads them as the stack's program will.
 *
 * @throws SettingsError that names every problem; UserError when the file cannot be read
 */
export async function readSettings(
    target: StackTarget,
    env: Readonly<Record<string, string | undefined>>,
): Promise<Settings> {
    const { values, encrypted } = await readConfiguration(target);
    if (encrypted.length > 0) {
        throw new UserError(
            `Expected settings that can be read without the engine, but ${encrypted.join(", ")} is encrypted in the stack's file, and what is proven and swept is asked of AWS and the cluster directly. Give it by --config from a variable of the environment, or leave it out: credentials of AWS and the cluster are found as their own tools find them.`,
        );
    }
    return checkSettings(values, env);
}

/**
 * Looks for mistakes before the engine is started, which would take seconds to name them. With something encrypted the
 * settings are not known as a whole: then the program checks them.
 *
 * @throws SettingsError that names every problem; UserError when the file cannot be read
 */
export async function checkTarget(
    target: StackTarget,
    env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
    const { values, encrypted } = await readConfiguration(target);
    if (encrypted.length === 0) checkSettings(values, env);
}

/** Settings from a configuration. @throws SettingsError that names every problem */
export function checkSettings(
    values: StackConfiguration,
    env: Readonly<Record<string, string | undefined>>,
): Settings {
    const result = settingsOf(values, PROJECT, env);
    if (!result.ok) throw new SettingsError(result.problems);
    return result.settings;
}
