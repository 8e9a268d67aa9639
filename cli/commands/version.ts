/** The verb `version`: its options. What it does is loaded when it runs. */
import { Command } from "commander";

import type { Io } from "../io.ts";
import type { VersionFlags } from "../verbs/version.ts";
import type { Ended } from "./verb-command.ts";

/** The command with its options. */
export function versionCommand(io: Io, ended: Ended): Command {
    return new Command("version")
        .description(
            "prints the version of tempo-sts, of Node, of Pulumi's CLI, and of what they run on",
        )
        .option("--json", "prints one object")
        .action(async (flags: VersionFlags) => {
            const { versionVerb } = await import("../verbs/version.ts");
            ended(await versionVerb(flags, io));
        });
}
