/** Installs Pulumi's CLI by the Automation API's own installer. */
import { dirname } from "node:path";

import { PulumiCommand } from "@pulumi/pulumi/automation/index.js";

import type { PulumiCli } from "./cli.ts";
import { CliMissingError } from "./errors.ts";

/** A CLI with the folder that {@link StackOptions.root} takes. */
export interface InstalledCli extends PulumiCli {
    readonly root: string;
}

/**
 * Installs the CLI of the SDK's version, or finds the one that was installed so before. Nothing on PATH is changed.
 *
 * @throws CliMissingError when it cannot be downloaded
 */
export async function installCli(options: {
    readonly onProgress: (message: string) => void;
    /** @default - `~/.pulumi/versions/<version>` */
    readonly root?: string | undefined;
}): Promise<InstalledCli> {
    const { onProgress, root } = options;
    onProgress("installing Pulumi's CLI from get.pulumi.com");
    try {
        const { command, version } = await PulumiCommand.install(
            root === undefined ? {} : { root },
        );
        const installed = { path: command, version: version?.version ?? "unknown" };
        onProgress(`Pulumi's CLI ${installed.version} is in ${dirname(command)}`);
        return { ...installed, root: dirname(dirname(command)) };
    } catch (error) {
        const reason = error instanceof Error ? error.message.trim().split("\n").at(-1) : "";
        throw new CliMissingError(
            `Expected to install Pulumi's CLI from get.pulumi.com: ${reason ?? ""}. Install it by hand: https://www.pulumi.com/docs/install/.`,
            { cause: error },
        );
    }
}
