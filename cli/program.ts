/** argv → verb → exit code. Verbs are loaded only when they run, so that help is quick. */
import { Command, CommanderError, type OutputConfiguration } from "commander";

import { completionCommand } from "./commands/completion.ts";
import { costCommand } from "./commands/cost.ts";
import { destroyCommand } from "./commands/destroy.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { graphCommand } from "./commands/graph.ts";
import { initCommand } from "./commands/init.ts";
import { listCommand } from "./commands/list.ts";
import { permissionsCommand } from "./commands/permissions.ts";
import { previewCommand } from "./commands/preview.ts";
import { rehearseCommand } from "./commands/rehearse.ts";
import { rotationCommand } from "./commands/rotation.ts";
import { runCommand } from "./commands/run.ts";
import { showCommand } from "./commands/show.ts";
import { sweepCommand } from "./commands/sweep.ts";
import { unlockCommand } from "./commands/unlock.ts";
import { upCommand } from "./commands/up.ts";
import type { Ended } from "./commands/verb-command.ts";
import { verifyCommand } from "./commands/verify.ts";
import { versionCommand } from "./commands/version.ts";
import type { Told } from "./errors.ts";
import { EXIT_CODES, type ExitClass } from "./exit-codes.ts";
import { widthOf, type Io, type TextStream } from "./io.ts";
import type { Rooms } from "./rooms.ts";
import { harmless } from "./output/wrap.ts";
import { ownVersion } from "./package-folder.ts";

/** Runs one command line and gives its exit code; `rooms` is what a test can replace. Never rejects. */
export async function run(argv: readonly string[], io: Io, rooms?: Rooms): Promise<number> {
    let ended: ExitClass = "ok";
    const program = commandLine(
        io,
        (result) => {
            ended = result;
        },
        rooms,
    );
    const events = await eventStream(argv, io);
    if (events !== undefined) {
        for (const command of [program, ...program.commands]) {
            command.configureOutput({ writeErr: (text) => events.write(text) });
        }
    }
    try {
        await program.parseAsync([...argv], { from: "user" });
    } catch (error) {
        ended =
            error instanceof CommanderError
                ? await usage(error, argv, io)
                : await explained(error, argv, { ...io, stderr: events ?? io.stderr });
    }
    return EXIT_CODES[ended];
}

/** Every verb with its options; `ended` hears how the verb that ran went. */
export function commandLine(io: Io, ended: Ended, rooms?: Rooms): Command {
    const program = new Command("tempo-sts")
        .description(
            "Grafana Tempo on OpenShift, its traces in AWS S3, and no long-lived credential anywhere.",
        )
        .version(ownVersion(), "--version", "prints the version")
        .helpOption("-h, --help", "prints this")
        .configureOutput(streams(io))
        .configureHelp({ minWidthToWrap: 20, subcommandTerm: term })
        .exitOverride()
        .showHelpAfterError("(--help says what there is)");
    for (const [heading, commands] of Object.entries(VERBS)) {
        for (const command of commands) add(program, command(io, ended, rooms), heading);
    }
    add(
        program,
        completionCommand(io, ended, () => program),
        HELP_HEADING,
    );
    add(program, versionCommand(io, ended), HELP_HEADING);
    return program
        .commandsGroup(HELP_HEADING)
        .helpCommand("help [command]", "prints the help of a command");
}

const VERBS: Readonly<
    Record<string, readonly ((io: Io, ended: Ended, rooms?: Rooms) => Command)[]>
> = {
    "Without a cloud:": [rehearseCommand],
    "One stack:": [
        initCommand,
        upCommand,
        previewCommand,
        verifyCommand,
        destroyCommand,
        runCommand,
    ],
    "Looking:": [doctorCommand, rotationCommand, listCommand, showCommand, graphCommand],
    "Beforehand:": [permissionsCommand, costCommand],
    "Clearing up:": [sweepCommand, unlockCommand],
};
const HELP_HEADING = "About tempo-sts:";

function add(program: Command, verb: Command, heading: string): void {
    program.addCommand(verb.copyInheritedSettings(program).helpGroup(heading));
}

/** A verb in the list of verbs: what it may be told by one of a few words stands in its own help. */
function term(command: Command): string {
    const told = command.registeredArguments.filter(
        ({ argChoices, required }) => required || argChoices === undefined,
    );
    const words = told.map((each) => (each.required ? `<${each.name()}>` : `[${each.name()}]`));
    const options = command.options.length > 0 ? ["[options]"] : [];
    return [command.name(), ...options, ...words].join(" ");
}

const HELP_WIDTH = 100;

function streams(io: Io): OutputConfiguration {
    return {
        writeOut: (text) => io.stdout.write(text),
        writeErr: (text) => io.stderr.write(text),
        getOutHelpWidth: () => widthOf(io.stdout, HELP_WIDTH),
        getErrHelpWidth: () => widthOf(io.stderr, HELP_WIDTH),
        getOutHasColors: () => false,
        getErrHasColors: () => false,
        outputError: (text, write) => {
            write(harmless(text.replace(/^error: /u, "tempo-sts: ")));
        },
    };
}

/** Where what commander has to say becomes events, if that is how progress is to be told. */
async function eventStream(argv: readonly string[], io: Io): Promise<TextStream | undefined> {
    if (!/(?:^| )--log-format[ =]ndjson(?: |$)/u.test(argv.join(" "))) return undefined;
    const { eventTeller, noteStream } = await import("./events.ts");
    const { redactorFor } = await import("./output/clean.ts");
    const write = (line: string) => io.stderr.write(line);
    return noteStream(eventTeller(verbIn(argv), write, redactorFor(io.env)), io.stderr);
}

function verbIn(argv: readonly string[]): string {
    return argv.find((word) => !word.startsWith("-")) ?? "";
}

/** Commander has printed what it had to say: help that was asked for, or what is wrong with the options. */
async function usage(error: CommanderError, argv: readonly string[], io: Io): Promise<ExitClass> {
    if (error.exitCode === 0) return "ok";
    const message = error.message.replace(/^error: /u, "").trim();
    await jsonToo(argv, { class: "settings", message }, io);
    return "settings";
}

async function explained(error: unknown, argv: readonly string[], io: Io): Promise<ExitClass> {
    const { explain, tell } = await import("./errors.ts");
    await jsonToo(argv, tell(error, "bug"), io);
    return explain(error, io);
}

/** Whoever reads objects gets one for this too. */
async function jsonToo(argv: readonly string[], error: Told, io: Io): Promise<void> {
    if (!argv.includes("--json")) return;
    const { printResult } = await import("./result.ts");
    printResult(verbIn(argv), { class: error.class, error }, io);
}
