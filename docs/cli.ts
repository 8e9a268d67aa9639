/** What `--help` prints, for the pages that show it. */
import { commandLine } from "../cli/program.ts";
import type { Io } from "../cli/io.ts";

/** A block of Markdown with the help of a verb, or of the whole command line for the name `tempo-sts`. */
export function helpBlock(name: string): string {
    return `\n\`\`\`text\n${helpText(name).trimEnd()}\n\`\`\`\n`;
}

/** The verbs that there are. */
export function verbNames(): string[] {
    return commandLine(
        silent(() => undefined),
        () => undefined,
    ).commands.map((command) => command.name());
}

/** What is printed where no terminal is, whose width would count. */
export function helpText(name: string): string {
    let printed = "";
    const program = commandLine(
        silent((text) => {
            printed += text;
        }),
        () => undefined,
    );
    const command = [program, ...program.commands].find((each) => each.name() === name);
    if (command === undefined) {
        throw new Error(`there is no verb ${name}: correct the marker of the help`);
    }
    command.outputHelp();
    return printed;
}

function silent(write: (text: string) => void): Io {
    return {
        stdout: { write },
        stderr: { write },
        env: {},
        folder: "/",
        onInterrupt: () => () => undefined,
        exit: () => undefined,
    };
}
