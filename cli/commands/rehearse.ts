/** The verb `rehearse`: its options. What it does is loaded when it runs. */
import { Command, InvalidArgumentError, Option } from "commander";

import { ENGINE_CHOICES } from "../../sandbox/engines/choose.ts";
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { examples } from "../output/examples.ts";
import type { RehearseFlags } from "../verbs/rehearse.ts";

const EXAMPLES = [
    ["rehearse", "the whole chain on this computer, proven and undone"],
    ["rehearse --keep", "the same, left running until Ctrl-C"],
    ["rehearse --json > report.json", "one object for a program"],
    ["rehearse --html report.html", "one page for a person"],
    ["rehearse --config namespace=tracing --config jaegerQuery.enabled=false", "with settings"],
] as const;

const EXIT_TEXT =
    "Exit codes: 0 proven; 2 a wrong option or setting; 3 something needed is missing; 4 the deployment failed; 5 a proof failed; 7 something was left behind or touched; 130 interrupted; 1 a mistake of ours.";

/** A day: no rehearsal takes longer, and no timer of Node's can take much more. */
const LONGEST_SECONDS = 86_400;

/** The command with its options. */
export function rehearseCommand(io: Io, ended: (result: ExitClass) => void): Command {
    return new Command("rehearse")
        .description(
            "deploys the chain on this computer, against an AWS emulator and a real kube-apiserver; proves what it allows and what it refuses; takes everything away again",
        )
        .addOption(
            new Option("--engine <name>", "which engine deploys")
                .choices(ENGINE_CHOICES)
                .default("auto"),
        )
        .option("--context <name>", "a disposable cluster of yours, instead of one of our own")
        .option("--operator <path>", "a real operator's binary, instead of the stand-in")
        .addOption(
            new Option("--config <key=value>", "a setting, as of `pulumi config set --path`")
                .argParser(setting)
                .default([], "the blueprint's values"),
        )
        .option("--keep", "leaves it running, with what to use it, until Ctrl-C")
        .option("--json", "prints one object on stdout; the phases go to stderr")
        .option("--html <file>", "writes one self-contained page with a picture of the chain")
        .option("--timeout <seconds>", "gives up after so long, set-up not counted", positive)
        .option("--quiet", "prints the result only")
        .option("--no-color", "prints no colours")
        .addHelpText("after", () => examples(EXAMPLES, io.stdout, EXIT_TEXT))
        .action(async (flags: RehearseFlags) => {
            const { rehearseVerb } = await import("../verbs/rehearse.ts");
            ended(await rehearseVerb(flags, io));
        });
}

function setting(text: string, before: readonly (readonly [string, string])[]): [string, string][] {
    const at = text.indexOf("=");
    if (at < 1) {
        throw new InvalidArgumentError("Expected key=value, as in namespace=tracing.");
    }
    return [
        ...before.map(([key, value]): [string, string] => [key, value]),
        [text.slice(0, at), text.slice(at + 1)],
    ];
}

function positive(text: string): number {
    const value = Number(text);
    if (!(value > 0 && value <= LONGEST_SECONDS)) {
        throw new InvalidArgumentError(
            `Expected a number of seconds above 0 and up to ${LONGEST_SECONDS}, as in 120.`,
        );
    }
    return value;
}
