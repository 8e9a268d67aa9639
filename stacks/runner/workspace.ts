/** One stack with everything it needs in one folder: backend, Pulumi's home, project and passphrase. */
import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation/index.js";

import { findCli } from "./cli.ts";
import { toRunnerError } from "./failures.ts";
import { type LocalPlugin, writeProject } from "./project.ts";

/** What a workspace is opened with. */
export interface WorkspaceOptions {
    /** A folder that only this workspace writes to; the caller removes it. */
    readonly dir: string;
    /** Absolute path of the program's file. */
    readonly entry: string;
    /** The project's name where no Pulumi.yaml is beside the program. */
    readonly project: string;
    readonly stack: string;
    /** `namespace:key` → text. */
    readonly config: Readonly<Record<string, string>>;
    /** Keys of the configuration whose values are secrets. @default - none */
    readonly secretKeys?: readonly string[];
    /** @default - the engine looks for plugins itself */
    readonly plugins?: readonly LocalPlugin[];
    /** Environment beside the own one. @default - none */
    readonly env?: Readonly<Record<string, string>>;
}

/** An open workspace: the verbs of this room take it. */
export interface RunnerWorkspace {
    readonly stack: Stack;
    /** The version of the CLI. */
    readonly cliVersion: string;
}

/**
 * Makes the stack. Nothing outside the folder is written: neither the user's Pulumi home, nor a
 * backend of theirs, nor the program's folder.
 *
 * @throws CliMissingError where no CLI can run the program; RunnerError for everything else
 */
export async function openWorkspace(options: WorkspaceOptions): Promise<RunnerWorkspace> {
    const { dir, stack: stackName } = options;
    const cli = await findCli();
    const workDir = join(dir, "project");
    const pulumiHome = join(dir, "home");
    const backend = join(dir, "backend");
    for (const folder of [workDir, pulumiHome, backend]) {
        await mkdir(folder, { recursive: true, mode: 0o700 });
    }
    const { entry, project: name, plugins = [], env = {} } = options;
    const command = await PulumiCommand.get();
    await writeProject({ dir: workDir, entry, name, plugins, command });
    const envVars = { ...workspaceEnvironment(backend), ...env };
    try {
        const stack = await LocalWorkspace.createStack(
            { stackName, workDir },
            { pulumiHome, envVars, pulumiCommand: command },
        );
        await stack.setAllConfig(configMap(options));
        return { stack, cliVersion: cli.version };
    } catch (error) {
        throw toRunnerError(`making the stack ${stackName}`, error, []);
    }
}

function workspaceEnvironment(backend: string): Record<string, string> {
    return {
        PULUMI_BACKEND_URL: pathToFileURL(backend).href,
        // The state is thrown away; its secrets must not be readable all the same.
        PULUMI_CONFIG_PASSPHRASE: randomBytes(24).toString("hex"),
        PULUMI_CONFIG_PASSPHRASE_FILE: "",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "",
        // A stack or a token of the user's must not leak in.
        PULUMI_STACK: "",
        PULUMI_ACCESS_TOKEN: "",
        // The language host takes the first node on the path: the one that runs now.
        PATH: [dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter),
    };
}

function configMap(options: WorkspaceOptions): Record<string, { value: string; secret: boolean }> {
    const secrets = new Set(options.secretKeys);
    return Object.fromEntries(
        Object.entries(options.config).map(([key, value]) => [
            key,
            { value, secret: secrets.has(key) },
        ]),
    );
}
