/** Finds Pulumi's CLI. */
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

import { atLeast } from "../../components/pure/version.ts";
import { CliMissingError } from "./errors.ts";

/** A CLI that can run the program. */
export interface PulumiCli {
    /** Absolute path. */
    readonly path: string;
    /** Without the leading v. */
    readonly version: string;
}

/** The first CLI with local plugins in Pulumi.yaml and hooks whose failure ends the update. */
export const OLDEST_CLI = "3.200.0";
const LANGUAGE_HOST = "pulumi-language-nodejs";
const VERSION_TIMEOUT_MS = 30_000;

/**
 * The CLI on the path, with its version.
 *
 * @throws CliMissingError when there is none, or none that can run a Node program
 */
export async function findCli(
    env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<PulumiCli> {
    const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
    const path = await firstExecutable(folders, "pulumi");
    if (path === undefined) {
        throw new CliMissingError(
            "Expected the command pulumi on PATH, found none. Install it: https://www.pulumi.com/docs/install/.",
        );
    }
    const version = await versionOf(path, env);
    if (!atLeast(version, OLDEST_CLI)) {
        throw new CliMissingError(
            `Expected Pulumi's CLI ${OLDEST_CLI} or later, got ${version} at ${path}. Install a newer one.`,
        );
    }
    if ((await firstExecutable([dirname(path), ...folders], LANGUAGE_HOST)) === undefined) {
        throw new CliMissingError(
            `Expected ${LANGUAGE_HOST} beside ${path} or on PATH, found none. Install Pulumi's CLI completely.`,
        );
    }
    return { path, version };
}

/** The first file of that name that may be executed. */
export async function firstExecutable(
    folders: readonly string[],
    name: string,
): Promise<string | undefined> {
    for (const folder of folders) {
        const path = join(folder, name);
        try {
            await access(path, constants.X_OK);
            return path;
        } catch {
            // Not here: the next folder is looked at.
        }
    }
    return undefined;
}

async function versionOf(
    path: string,
    env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
    const options = {
        // A home that is not there: the CLI writes a log of each call into one that is.
        env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true", PULUMI_HOME: join(path, "none") },
        timeout: VERSION_TIMEOUT_MS,
    };
    const printed = await promisify(execFile)(path, ["version"], options).catch(
        (error: unknown) => {
            throw new CliMissingError(
                `Expected ${path} to print its version, but it failed. Install it again.`,
                { cause: error },
            );
        },
    );
    const version = /v?(\d+\.\d+\.\d+\S*)/.exec(printed.stdout)?.[1];
    if (version !== undefined) return version;
    throw new CliMissingError(
        `Expected ${path} to print a version, got ${JSON.stringify(printed.stdout.slice(0, 80))}. Install it again.`,
    );
}
