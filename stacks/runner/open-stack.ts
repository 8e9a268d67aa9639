/** Opens a stack of the user's own for one verb: a project folder of its own, the user's backend and plugins. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

import { PulumiCommand } from "@pulumi/pulumi/automation/cmd.js";

import { shortStackName, type StackPlace } from "../backend/stack-place.ts";
import { missingFolder } from "../backend/file-storage.ts";
import { type BackendStorage, openStorage } from "../backend/storage.ts";
import { PROJECT } from "../settings/project.ts";
import { askBackend, namedBackend } from "./backend-url.ts";
import { findCli } from "./cli.ts";
import type { CommandPlace } from "./command.ts";
import { BackendMissingError } from "./errors.ts";
import { OperationAbortedError, RunnerError } from "./errors.ts";
import { toRunnerError } from "./failures.ts";
import { entryOf, programFolder } from "./program-folder.ts";
import { type ProjectSettings, readProject, writeProjectSettings } from "./project.ts";
import type { StackOptions, StackTarget } from "./target.ts";
import type { RunnerWorkspace } from "./workspace.ts";

/** A folder with a project that the CLI can be called in. */
export interface OpenProject {
    /** Goes with the verb. */
    readonly dir: string;
    readonly call: CommandPlace;
    readonly command: PulumiCommand;
    readonly cliVersion: string;
    readonly settings: ProjectSettings;
    /** The folder of the program. */
    readonly folder: string;
    /** The backend's URL. */
    readonly backend: string;
    /** What the backend keeps, where it can be read beside the CLI. */
    readonly storage: BackendStorage | undefined;
}

/** An open stack: all verbs of this room take it. */
export interface OpenStack extends RunnerWorkspace, OpenProject {
    /** As it was named. */
    readonly name: string;
    readonly place: StackPlace;
}

const BACKENDS = /^(?:file|s3|gs|azblob|postgres|https?):\/\//;
/** As Node calls it below the folder for temporary files. */
const COMPILE_CACHE = "node-compile-cache";

/** Opens a project, lets something be done with it, and takes its folder away. @throws CliMissingError, RunnerError */
export async function withProject<T>(
    target: Omit<StackTarget, "stack">,
    options: Pick<StackOptions, "root" | "signal">,
    work: (project: OpenProject) => Promise<T>,
): Promise<T> {
    const { signal } = options;
    if (isGivenUp(signal)) throw givenUp(signal);
    const dir = await mkdtemp(join(tmpdir(), "tempo-sts-stack-"));
    try {
        return await work(await openProject(target, options, dir));
    } catch (error) {
        throw isGivenUp(signal) && !(error instanceof RunnerError) ? givenUp(signal) : error;
    } finally {
        // What a plugin still writes while it ends must not keep the folder.
        await rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }
}

/** The stack's handle of the Automation API; nothing is called, and nothing written into the user's home. */
export async function openStack(project: OpenProject, name: string): Promise<OpenStack> {
    const { call, command } = project;
    const { LocalWorkspace, Stack } = await import("@pulumi/pulumi/automation/index.js");
    const workspace = await LocalWorkspace.create({
        workDir: project.dir,
        pulumiCommand: command,
        envVars: { ...call.env },
    });
    // Selecting a stack leaves a file in the user's home for every folder; each call names its stack anyway.
    const selecting = Object.assign(workspace, { selectStack: () => Promise.resolve() });
    const stack = await Stack.select(name, selecting);
    const place = { project: project.settings.name, stack: shortStackName(name) };
    return { ...project, name, stack, place };
}

function isGivenUp(signal: AbortSignal | undefined): boolean {
    return signal?.aborted === true;
}

function givenUp(signal: AbortSignal | undefined): OperationAbortedError {
    return new OperationAbortedError("given up", { cause: signal?.reason });
}

async function openProject(
    target: Omit<StackTarget, "stack">,
    { root, signal }: Pick<StackOptions, "root" | "signal">,
    dir: string,
): Promise<OpenProject> {
    const env = environment(target, dir, root);
    const { path, version } = await findCli({ ...process.env, ...env });
    const command = await commandOf(root);
    const folder = programFolder(target.programDir);
    const settings = await readProject(folder, PROJECT, command);
    const { main } = settings;
    const entry = await entryOf(folder, typeof main === "string" ? main : undefined);
    await writeProjectSettings(settings, { dir, entry, plugins: target.plugins ?? [] });
    const call = { command: path, cwd: dir, env };
    const backend = namedBackend(target) ?? (await askBackend(call, signal)).url;
    await insistOnBackend(backend);
    const storage = openStorage(backend, { ...process.env, ...env });
    return { dir, call, command, cliVersion: version, settings, folder, backend, storage };
}

/** A backend by a wrong name looks like one without stacks. */
async function insistOnBackend(backend: string): Promise<void> {
    if (!BACKENDS.test(backend)) {
        throw new BackendMissingError(
            `Expected the URL of a backend (file://, s3://, gs://, azblob://, postgres:// or https://), got ${backend}. Correct it.`,
        );
    }
    const missing = await missingFolder(backend);
    if (missing === undefined) return;
    throw new BackendMissingError(
        `Expected the folder ${missing} of the backend ${backend}, found none. Name another backend, or make it: mkdir -p ${missing}`,
    );
}

async function commandOf(root: string | undefined): Promise<PulumiCommand> {
    try {
        return await PulumiCommand.get(root === undefined ? {} : { root });
    } catch (error) {
        throw toRunnerError("looking for Pulumi's CLI", error, []);
    }
}

function environment(
    target: Omit<StackTarget, "stack">,
    dir: string,
    root: string | undefined,
): Record<string, string> {
    const backend = namedBackend(target);
    const path = [
        ...(root === undefined ? [] : [join(root, "bin")]),
        // The language host takes the first node on the path: the one that runs now.
        dirname(process.execPath),
        target.env?.["PATH"] ?? process.env["PATH"] ?? "",
    ].join(delimiter);
    return {
        // Plugins leave kubeconfigs where temporary files go.
        TMPDIR: dir,
        // The one thing that Pulumi's Node runtime leaves there and that is worth keeping.
        NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? join(tmpdir(), COMPILE_CACHE),
        ...target.env,
        ...(backend === undefined ? {} : { PULUMI_BACKEND_URL: backend }),
        // A stack whose file is not there keeps the secrets provider that its state names.
        PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        // Every call names its stack.
        PULUMI_STACK: "",
        PATH: path,
    };
}
