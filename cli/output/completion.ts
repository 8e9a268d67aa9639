/** Completion scripts for shells, from the commands and options there are. */
import type { Command } from "commander";

import type { Shell } from "../commands/completion.ts";

/** The script for a shell. */
export function completionScript(shell: Shell, program: Command): string {
    return `# ${shell} ${program.name()}\n`;
}
