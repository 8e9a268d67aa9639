/** From a target to a stack that verbs can run on: found or made, and configured. */
import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { type Lifetime, lifetimeOfTags } from "../../components/pure/lifetime/lifetime.ts";
import { type StackTags, readTags } from "../backend/stack-tags.ts";
import { shortStackName, type StackPlace } from "../backend/stack-place.ts";
import { findStateFile } from "../backend/stack-state.ts";
import { callPulumi } from "./command.ts";
import { RunnerError, StackMissingError } from "./errors.ts";
import { type OpenProject, openStack, type OpenStack } from "./open-stack.ts";
import { configureStack, copyConfigFile, findConfigFile } from "./stack-files.ts";
import type { StackTarget } from "./target.ts";

/** Whose lifetime a stack is configured with. */
export type LifetimeSource = "target" | "stack";

/** Whether the backend has the stack. */
export async function stackExists(
    project: OpenProject,
    name: string,
    signal?: AbortSignal,
): Promise<boolean> {
    const { storage, call } = project;
    if (storage !== undefined) {
        return (await findStateFile(storage, placeOf(project, name))) !== undefined;
    }
    try {
        const args = ["stack", "--stack", name, "--show-name"];
        await callPulumi(call, args, { doing: `looking for the stack ${name}`, signal });
        return true;
    } catch (error) {
        if (error instanceof StackMissingError) return false;
        throw error;
    }
}

/** Makes the stack, without selecting it. @throws RunnerError */
export async function initStack(
    project: OpenProject,
    { stack, secretsProvider }: Pick<StackTarget, "stack" | "secretsProvider">,
    signal?: AbortSignal,
): Promise<void> {
    const provider = secretsProvider === undefined ? [] : ["--secrets-provider", secretsProvider];
    try {
        const args = ["stack", "init", stack, "--no-select", ...provider];
        await callPulumi(project.call, args, { doing: `making the stack ${stack}`, signal });
    } catch (error) {
        // Another run of the same branch was faster: then it is there, which is all that is wanted.
        if (!(error instanceof RunnerError) || !error.message.includes("already exists"))
            throw error;
    }
}

/** The tags of a stack; none for one that is not there. */
export async function tagsOfStack(
    project: OpenProject,
    name: string,
    signal?: AbortSignal,
): Promise<StackTags> {
    const { storage, call } = project;
    if (storage !== undefined) return readTags(storage, placeOf(project, name));
    const args = ["stack", "tag", "ls", "--stack", name, "--json"];
    const printed = await callPulumi(call, args, {
        doing: `reading the tags of the stack ${name}`,
        signal,
    });
    return JSON.parse(printed) as StackTags;
}

/**
 * Copies the user's file, configures, and opens. A stack that has a lifetime already keeps the time at which it was made; with
 * `stack` as the source it keeps all of it.
 */
export async function configuredStack(
    project: OpenProject,
    target: StackTarget,
    source: LifetimeSource,
    options: { readonly exists: boolean; readonly signal?: AbortSignal | undefined },
): Promise<OpenStack & { readonly tags: StackTags; readonly lifetime: Lifetime | undefined }> {
    const { stack: name } = target;
    const { signal } = options;
    const tags = options.exists ? await tagsOfStack(project, name, signal) : {};
    const lifetime = chosenLifetime(target.lifetime, lifetimeOfTags(tags), source);
    const { settings, call } = project;
    await configureStack({
        ...{ place: call, stack: name, config: target.config, lifetime, project: settings.name },
        signal,
    });
    return { ...(await openStack(project, name)), tags, lifetime };
}

/** Puts the user's file where the CLI looks for it, if there is one. @throws StackConfigError when a named one is missing */
export async function placeConfigFile(project: OpenProject, target: StackTarget): Promise<void> {
    const short = shortStackName(target.stack);
    const { stackConfigDir } = project.settings;
    const configDir = typeof stackConfigDir === "string" ? stackConfigDir : undefined;
    const file = await findConfigFile(target, { folder: project.folder, configDir }, short);
    if (file !== undefined) await copyConfigFile(file, project.dir, short);
}

/** The same project with a backend that goes with it: to preview a stack that nobody has made yet. */
export async function throwAway(
    project: OpenProject,
    { passphrase: ownPassphrase = true } = {},
): Promise<OpenProject> {
    const folder = join(project.dir, "backend");
    await mkdir(folder, { mode: 0o700 });
    const backend = pathToFileURL(folder).href;
    const { env } = project.call;
    const known = ["PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"].some(
        (name) => (env[name] ?? process.env[name]) !== undefined,
    );
    const passphrase =
        known || !ownPassphrase
            ? {}
            : { PULUMI_CONFIG_PASSPHRASE: randomBytes(24).toString("hex") };
    const call = { ...project.call, env: { ...env, ...passphrase, PULUMI_BACKEND_URL: backend } };
    return { ...project, call, backend, storage: undefined };
}

function chosenLifetime(
    wanted: Lifetime | undefined,
    had: Lifetime | undefined,
    source: LifetimeSource,
): Lifetime | undefined {
    if (source === "stack") return had ?? wanted;
    return wanted === undefined || had === undefined ? wanted : { ...wanted, created: had.created };
}

function placeOf(project: OpenProject, name: string): StackPlace {
    return { project: project.settings.name, stack: shortStackName(name) };
}
