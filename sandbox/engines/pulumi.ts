/** The engine that is Pulumi's own: the CLI with a throw-away backend, and plugins pointed at the sandbox. */
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { PROJECT } from "../../stacks/settings/project.ts";
import { findCli } from "../../stacks/runner/cli.ts";
import type { RunnerWorkspace } from "../../stacks/runner/workspace.ts";
import { cacheRoot } from "../setup/cache.ts";
import {
    DEFAULT_STACK,
    type Deployment,
    type Engine,
    type EngineOptions,
    type EngineResource,
    type EngineTarget,
    type Preview,
} from "./engine.ts";
import type { DeploymentError } from "./errors.ts";
import { type ChosenPlugin, choosePlugin } from "./plugins.ts";
import { destroyError, toDeploymentError, toEngineEvents } from "./pulumi-report.ts";
import { TARGET_SECRET_KEYS, targetConfig } from "./target-config.ts";

/** How the engine works. */
export interface PulumiOptions {
    /** The program's file. @default - the stack's own program */
    readonly entry?: string;
    /** Where real plugins are looked for (PULUMI_HOME, HOME, PATH). @default process.env */
    readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A stack that is deployed by the CLI, and can be updated by it. */
export interface PulumiDeployment extends Deployment {
    /** For the verbs of stacks/runner. */
    readonly workspace: RunnerWorkspace;
}

/** Every stack has a folder of its own, which goes with it. */
export class PulumiEngine implements Engine {
    readonly name = "pulumi";
    readonly why: string;
    readonly #target: EngineTarget;
    readonly #plugins: readonly ChosenPlugin[];
    readonly #options: PulumiOptions;
    readonly #folders = new Set<string>();

    private constructor(
        target: EngineTarget,
        plugins: readonly ChosenPlugin[],
        version: string,
        options: PulumiOptions,
    ) {
        this.#target = target;
        this.#plugins = plugins;
        this.#options = options;
        const origins = plugins.map(({ description }) => description).join("; ");
        this.why = `Pulumi's CLI ${version} is on PATH; ${origins}`;
    }

    /** Looks for the CLI and the plugins. @throws CliMissingError when it cannot work */
    static async find(target: EngineTarget, options: PulumiOptions = {}): Promise<PulumiEngine> {
        const cli = await findCli();
        const { env = process.env } = options;
        const plugins = await Promise.all([
            choosePlugin({ name: "aws", title: "AWS", version: versionOf("@pulumi/aws") }, env),
            choosePlugin(
                {
                    name: "kubernetes",
                    title: "Kubernetes",
                    version: versionOf("@pulumi/kubernetes"),
                },
                env,
            ),
        ]);
        return new PulumiEngine(target, plugins, cli.version, options);
    }

    async up(
        config: Readonly<Record<string, string>>,
        options: EngineOptions = {},
    ): Promise<PulumiDeployment> {
        const { up } = await import("../../stacks/runner/up.ts");
        const { workspace, dir } = await this.#open(config, options);
        try {
            const { outputs, resources } = await up(workspace, {
                signal: options.signal,
                onEvent: toEngineEvents(options.onEvent),
            });
            return {
                workspace,
                outputs,
                resources: resources.map(({ type, name, id }) => ({ type, name, id })),
                destroy: (destroying = {}) => this.#destroy(workspace, dir, destroying),
            };
        } catch (error) {
            throw await this.#undo(error, workspace, dir, options);
        }
    }

    async preview(
        config: Readonly<Record<string, string>>,
        options: EngineOptions = {},
    ): Promise<Preview> {
        const { preview } = await import("../../stacks/runner/preview.ts");
        const { workspace, dir } = await this.#open(config, options);
        const resources: EngineResource[] = [];
        try {
            await preview(workspace, {
                signal: options.signal,
                onEvent: ({ kind, step, type, name }) => {
                    if (kind !== "begin" || step !== "create" || type === "pulumi:pulumi:Stack")
                        return;
                    resources.push({ type, name, id: "" });
                },
            });
            return { resources };
        } catch (error) {
            throw await toDeploymentError(error, workspace, undefined);
        } finally {
            await this.#forget(dir);
        }
    }

    async dispose(): Promise<void> {
        for (const dir of this.#folders) await this.#forget(dir);
    }

    async #open(
        config: Readonly<Record<string, string>>,
        options: EngineOptions,
    ): Promise<{ workspace: RunnerWorkspace; dir: string }> {
        const { openWorkspace } = await import("../../stacks/runner/workspace.ts");
        const dir = await mkdtemp(join(tmpdir(), "tempo-sts-pulumi-"));
        this.#folders.add(dir);
        try {
            const workspace = await openWorkspace({
                dir,
                entry: this.#options.entry ?? ownEntry(),
                project: PROJECT,
                stack: options.stack ?? DEFAULT_STACK,
                config: { ...targetConfig(this.#target), ...config },
                secretKeys: [...TARGET_SECRET_KEYS, ...(options.secretKeys ?? [])],
                plugins: this.#plugins.map(({ name, path }) => ({ name, path })),
                env: Object.assign(
                    // Plugins leave kubeconfigs where temporary files go; Node's compile cache is worth keeping.
                    { TMPDIR: dir, NODE_COMPILE_CACHE: join(cacheRoot(), "node-compile-cache") },
                    ...this.#plugins.map(({ env }) => env),
                ) as Record<string, string>,
            });
            return { workspace, dir };
        } catch (error) {
            await this.#forget(dir);
            throw error;
        }
    }

    /** What was given up must be undone all the same: the signal does not count here. */
    async #undo(
        error: unknown,
        workspace: RunnerWorkspace,
        dir: string,
        options: EngineOptions,
    ): Promise<DeploymentError> {
        const { stackResources } = await import("../../stacks/runner/resources.ts");
        // A state that cannot be read says nothing about what is there.
        const made = await stackResources(workspace).catch(() => undefined);
        if (made?.length === 0) {
            await this.#forget(dir);
            return toDeploymentError(error, workspace, undefined);
        }
        const failure = await this.#destroy(workspace, dir, { onEvent: options.onEvent }).then(
            () => undefined,
            (reason: unknown) => reason,
        );
        return toDeploymentError(error, workspace, failure);
    }

    async #destroy(
        workspace: RunnerWorkspace,
        dir: string,
        options: Pick<EngineOptions, "signal" | "onEvent">,
    ): Promise<void> {
        const { destroy } = await import("../../stacks/runner/destroy.ts");
        try {
            await destroy(workspace, {
                remove: true,
                signal: options.signal,
                onEvent: toEngineEvents(options.onEvent),
            });
        } catch (error) {
            // The folder stays: its state is all that knows what is left.
            throw await destroyError(error, workspace);
        }
        await this.#forget(dir);
    }

    async #forget(dir: string): Promise<void> {
        await rm(dir, { recursive: true, force: true });
        this.#folders.delete(dir);
    }
}

/** The checkout's front door, or the built one where this module is built. */
function ownEntry(): string {
    return fileURLToPath(new URL(`../../index${extname(import.meta.url)}`, import.meta.url));
}

function versionOf(name: string): string {
    const description: unknown = createRequire(import.meta.url)(`${name}/package.json`);
    const version =
        typeof description === "object" && description !== null && "version" in description
            ? description.version
            : undefined;
    if (typeof version === "string") return version;
    throw new Error(
        `Expected a version in the package.json of ${name}, got none. Install the packages again.`,
    );
}
