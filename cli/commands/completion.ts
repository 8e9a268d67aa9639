/** The verb `completion`: its options. What it does is loaded when it runs. */
import { Argument, Command } from "commander";

import type { Io } from "../io.ts";
import { examples } from "../output/examples.ts";
import type { Ended } from "./verb-command.ts";

/** Shells that a script can be had for. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** A shell that a script can be had for. */
export type Shell = (typeof SHELLS)[number];

const EXAMPLES = [
    ["completion bash > /etc/bash_completion.d/tempo-sts", "for every bash of this computer"],
    ["completion zsh > ~/.zfunc/_tempo-sts", "for a folder of your fpath"],
    ["completion fish > ~/.config/fish/completions/tempo-sts.fish", "for fish"],
] as const;

/** The command; `tree` gives the whole command line, whose verbs and options are completed. */
export function completionCommand(io: Io, ended: Ended, tree: () => Command): Command {
    return new Command("completion")
        .description("prints a script that completes verbs and options in your shell")
        .addArgument(new Argument("<shell>", "your shell").choices(SHELLS))
        .addHelpText("after", () => examples(EXAMPLES, io.stdout, "Open a new shell afterwards."))
        .action(async (shell: Shell) => {
            const { completionScript } = await import("../output/completion.ts");
            io.stdout.write(completionScript(shell, tree()));
            ended("ok");
        });
}
