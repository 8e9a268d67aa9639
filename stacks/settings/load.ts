// The only place that reads the stack's configuration.
import * as pulumi from "@pulumi/pulumi";

import { parseSettings } from "./parse.ts";
import { SettingsError } from "./settings-error.ts";
import type { Settings } from "./settings.ts";

/**
 * The settings of the running stack.
 *
 * @throws SettingsError with every problem
 */
export function loadSettings(): Settings {
    const all = pulumi.runtime.allConfig();
    const project = pulumi.getProject();
    const result = parseSettings(section(all, project), {
        env: process.env,
        awsConfig: section(all, "aws"),
        kubernetesConfig: section(all, "kubernetes"),
        secretKeys: Object.keys(all)
            .filter(isSecret)
            .map((key) => (key.startsWith(`${project}:`) ? key.slice(project.length + 1) : key)),
    });
    if (!result.ok) {
        throw new SettingsError(result.problems);
    }
    return result.settings;
}

function section(all: Readonly<Record<string, string>>, prefix: string): Record<string, string> {
    const keys = Object.keys(all).filter((key) => key.startsWith(`${prefix}:`));
    return Object.fromEntries(keys.map((key) => [key.slice(prefix.length + 1), all[key] ?? ""]));
}

// The SDK exports this without declaring it. Were it gone, every value would be taken for a secret.
function isSecret(key: string): boolean {
    const runtime: object = pulumi.runtime;
    const ask: unknown = "isConfigSecret" in runtime ? runtime.isConfigSecret : undefined;
    const answer: unknown = typeof ask === "function" ? Reflect.apply(ask, runtime, [key]) : true;
    return answer === true;
}
