/** Completion scripts for shells, from the commands and options there are. */
import type { Command, Option } from "commander";

import { RUN_PHASES } from "../../stacks/run/phases.ts";
import type { Shell } from "../commands/completion.ts";
import { bashScript } from "./completion/bash.ts";
import { fishScript } from "./completion/fish.ts";
import { zshScript } from "./completion/zsh.ts";

/** Everything that can be completed. */
export interface Words {
    /** The command's name. */
    readonly name: string;
    readonly verbs: readonly VerbWords[];
    /** Options without a verb. */
    readonly options: readonly OptionWords[];
}

/** A verb. */
export interface VerbWords {
    readonly name: string;
    readonly description: string;
    /** What may stand as its argument. */
    readonly values: readonly string[];
    readonly options: readonly OptionWords[];
}

/** An option. */
export interface OptionWords {
    /** With its two hyphens. */
    readonly long: string;
    readonly description: string;
    readonly takes: "nothing" | "perhaps" | "value";
    /** What is given to it, as help names it. */
    readonly placeholder: string;
    readonly value: "file" | "folder" | "text" | readonly string[];
    /** May be given again. */
    readonly repeats: boolean;
}

const SCRIPTS: Readonly<Record<Shell, (words: Words) => string>> = {
    bash: bashScript,
    zsh: zshScript,
    fish: fishScript,
};

/** The script for a shell. */
export function completionScript(shell: Shell, program: Command): string {
    const help: OptionWords = {
        ...{ long: "--help", description: "prints help", takes: "nothing" },
        ...{ placeholder: "", value: "text", repeats: false },
    };
    const verbs = program.commands.map((command) => ({
        name: command.name(),
        description: shortened(command.description()),
        values: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
        options: [...command.options.map(optionWords), help],
    }));
    const helpVerb = {
        ...{ name: "help", description: "prints the help of a command", options: [] },
        values: verbs.map(({ name }) => name),
    };
    return SCRIPTS[shell]({
        name: program.name(),
        verbs: [...verbs, helpVerb],
        options: [...program.options.map(optionWords), help],
    });
}

function optionWords(option: Option): OptionWords {
    const placeholder = /[<[](.+)[\]>]/u.exec(option.flags)?.[1] ?? "";
    return {
        long: option.long ?? "",
        description: shortened(option.description),
        takes: option.required ? "value" : option.optional ? "perhaps" : "nothing",
        placeholder,
        value: option.argChoices ?? valueOf(placeholder),
        repeats: typeof option.defaultValue === "object",
    };
}

function valueOf(placeholder: string): OptionWords["value"] {
    if (placeholder === "file" || placeholder === "path") return "file";
    if (placeholder === "folder") return "folder";
    const phases = RUN_PHASES.map(({ id }) => id);
    if (placeholder === "phase") return phases;
    if (placeholder === "phase=seconds") return phases.map((id) => `${id}=`);
    return "text";
}

/** A shell's list has one line for each: what follows the first pause is for the help. */
function shortened(description: string): string {
    return description.split(/[:;,(]\s?/u, 1)[0]?.trim() ?? "";
}
