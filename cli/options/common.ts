/** The options that every verb on a stack takes: one table. */
import { Option, type Command } from "commander";

import { setting, timeLimit, wait, type GivenSetting } from "./values.ts";

/** How a verb's progress is told. */
export type LogFormat = "text" | "ndjson";

/** What is asked for of the output. */
export interface OutputFlags {
    readonly json?: boolean;
    readonly logFormat?: LogFormat;
    readonly quiet?: boolean;
    readonly color: boolean;
    /** In seconds. */
    readonly timeout?: number;
}

/** The common options, as the command line gives them. */
export interface CommonFlags extends OutputFlags {
    readonly stack?: string;
    /** `true` where the option stands without a name. */
    readonly branch?: string | true;
    readonly config: readonly GivenSetting[];
    readonly configFile?: string;
    readonly backend?: string;
    readonly secretsProvider?: string;
    /** In seconds. */
    readonly lockWait: number;
    readonly installCli?: boolean;
}

/** One option of the table. */
interface Row {
    readonly flags: string;
    readonly text: string;
    /** What else is to be said of it: choices, the default, how its text is read. */
    readonly with?: (option: Option) => Option;
}

const STACK_HEADING = "Which stack:";
const OUTPUT_HEADING = "How it is told:";

const STACK_ROWS: readonly Row[] = [
    { flags: "--stack <name>", text: "the stack, by its own name" },
    {
        flags: "--branch [name]",
        text: "the stack of a branch instead; without a name that of the CI job, else of git",
    },
    {
        flags: "--config <key=value>",
        text: "a setting, as of `pulumi config set --path`; may be given again, and wins over the file",
        with: (option) => option.argParser(setting).default([], "none"),
    },
    {
        flags: "--config-file <file>",
        text: "the stack's settings (default: Pulumi.<stack>.yaml in stacks/config, where there is one)",
    },
    {
        flags: "--backend <url>",
        text: "where stacks are kept: file://, s3:// or https:// (default: PULUMI_BACKEND_URL, else where `pulumi login` points)",
    },
    {
        flags: "--secrets-provider <url>",
        text: "what encrypts secrets in the state, such as passphrase or awskms://alias/NAME",
    },
    {
        flags: "--lock-wait <seconds>",
        text: "how long to wait while another run holds the stack, also as 90s or 15m",
        with: (option) => option.argParser(wait).default(0, "0, which fails at once"),
    },
    { flags: "--install-cli", text: "installs Pulumi's CLI for this user where there is none" },
];

const OUTPUT_ROWS: readonly Row[] = [
    { flags: "--json", text: "prints one object on stdout; everything else goes to stderr" },
    {
        flags: "--log-format <format>",
        text: "how progress is told on stderr: ndjson is one event a line",
        with: (option) => option.choices(["text", "ndjson"]).default("text"),
    },
    { flags: "--quiet", text: "prints the result only" },
    { flags: "--no-color", text: "prints no colours (NO_COLOR does the same)" },
    {
        flags: "--timeout <seconds>",
        text: "gives up after so long, also as 90s, 15m or 2h",
        with: (option) => option.argParser(timeLimit),
    },
];

/** Adds the whole table to a verb's own options. */
export function addCommonOptions(command: Command): Command {
    for (const row of STACK_ROWS) command.addOption(optionOf(row, STACK_HEADING));
    return addOutputOptions(command);
}

/** Adds the half of the table that needs no stack. */
export function addOutputOptions(command: Command): Command {
    for (const row of OUTPUT_ROWS) command.addOption(optionOf(row, OUTPUT_HEADING));
    return command;
}

function optionOf(row: Row, heading: string): Option {
    const option = new Option(row.flags, row.text).helpGroup(heading);
    return row.with?.(option) ?? option;
}
