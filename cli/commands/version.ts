/** The verb `version`: what is installed, and what runs it. */
import { Command } from "commander";

import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { ownVersion } from "../package-folder.ts";

/** The command with its options. */
export function versionCommand(io: Io, ended: (result: ExitClass) => void): Command {
    return new Command("version")
        .description("prints the version of tempo-sts, of Node, and of what they run on")
        .option("--json", "prints one object")
        .action((flags: { readonly json?: boolean }) => {
            const versions = {
                "tempo-sts": ownVersion(),
                node: process.versions.node,
                platform: `${process.platform} ${process.arch}`,
            };
            const lines = Object.entries(versions).map(([name, value]) => `${name} ${value}`);
            io.stdout.write(`${flags.json ? JSON.stringify(versions) : lines.join("\n")}\n`);
            ended("ok");
        });
}
