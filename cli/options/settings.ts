/** The settings of a stack, checked before anything runs. */
import { settingsOf, type StackConfiguration } from "../../stacks/settings/settings-of.ts";
import type { StackTarget } from "../../stacks/runner/target.ts";
import { SettingsError } from "../../stacks/settings/settings-error.ts";
import { PROJECT } from "../../stacks/settings/project.ts";
import type { Settings } from "../../stacks/settings/settings.ts";
import { RunnerError } from "../../stacks/runner/errors.ts";
import { UserError } from "../errors.ts";
import { hide } from "../output/clean.ts";
import { readConfiguration } from "./configuration.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** How what is encrypted is read: by Pulumi's CLI. */
export interface Decryption {
    readonly signal?: AbortSignal | undefined;
    /** The installation of the CLI, asked for only where something is encrypted. @default - the one on PATH */
    readonly root?: (() => Promise<string | undefined>) | undefined;
    /** @default - that of the runner */
    readonly stackConfiguration?: typeof import("../../stacks/runner/configuration.ts").stackConfiguration;
}

/** What the CLI refused; other errors of the runner say of themselves what is missing, and count as that. */
const FAILED: readonly string[] = ["RunnerError", "OperationFailedError"];
/** A shorter one is a word: replaced, it would make everything unreadable and hide nothing. */
const SHORTEST_SECRET = 4;

/**
 * Reads them as the stack's program will. What is encrypted is decrypted by Pulumi's CLI, and from then on hidden in everything
 * that is printed.
 *
 * @throws SettingsError that names every problem; UserError when the file cannot be read, or not be decrypted
 */
export async function readSettings(
    target: StackTarget,
    env: Environment,
    decryption: Decryption = {},
): Promise<Settings> {
    const { values, encrypted } = await readConfiguration(target);
    if (encrypted.length === 0) return checkSettings(values, env);
    const decrypted = await decrypt(target, encrypted, decryption);
    hide(env, secretTexts(decrypted));
    return checkSettings(decrypted, env);
}

/**
 * Looks for mistakes before the engine is started, which would take seconds to name them. With something encrypted the
 * settings are not known as a whole: then the program checks them.
 *
 * @throws SettingsError that names every problem; UserError when the file cannot be read
 */
export async function checkTarget(target: StackTarget, env: Environment): Promise<void> {
    const { values, encrypted } = await readConfiguration(target);
    if (encrypted.length === 0) checkSettings(values, env);
}

/** Settings from a configuration. @throws SettingsError that names every problem */
export function checkSettings(values: StackConfiguration, env: Environment): Settings {
    const result = settingsOf(values, PROJECT, env);
    if (!result.ok) throw new SettingsError(result.problems);
    return result.settings;
}

async function decrypt(
    target: StackTarget,
    encrypted: readonly string[],
    { signal, root, stackConfiguration }: Decryption,
): Promise<StackConfiguration> {
    const read =
        stackConfiguration ??
        (await import("../../stacks/runner/configuration.ts")).stackConfiguration;
    try {
        return await read(target, { signal, root: await root?.() });
    } catch (error) {
        if (!(error instanceof RunnerError) || !FAILED.includes(error.name)) throw error;
        throw new UserError(
            `Expected to decrypt ${encrypted.join(", ")} of the stack's file, but ${error.message}. Set what it is encrypted with (PULUMI_CONFIG_PASSPHRASE, or the credentials of its key), or give the values by --config from variables of the environment.`,
            "settings",
        );
    }
}

/** The texts of everything that is secret, also those in tables and lists. */
function secretTexts(configuration: StackConfiguration): string[] {
    const values = Object.values(configuration)
        .filter(({ secret }) => secret === true)
        .flatMap(({ value }) => [value, ...leavesOf(value)]);
    return values.filter(({ length }) => length >= SHORTEST_SECRET);
}

function leavesOf(text: string): string[] {
    if (!/^\s*[[{]/.test(text)) return [];
    const found: string[] = [];
    try {
        JSON.parse(text, (_key, value: unknown) => {
            if (typeof value === "string") found.push(value);
            return value;
        });
    } catch {
        // A text that only begins like a table: it is hidden as a whole.
        return [];
    }
    return found;
}
