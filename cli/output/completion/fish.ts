/** The completion script for fish. */
import type { OptionWords, VerbWords, Words } from "../completion.ts";

/** One line for each verb, and one for each option of each. */
export function fishScript({ name, verbs, options }: Words): string {
    const start = `complete -c ${name}`;
    const first = `-n __fish_use_subcommand`;
    return [
        `# fish completion for ${name}`,
        `${start} -f`,
        ...verbs.map((verb) => `${start} ${first} -a ${verb.name} -d ${quoted(verb.description)}`),
        ...options.map((option) => `${start} ${first} ${optionPart(option)}`),
        ...verbs.flatMap((verb) => verbLines(start, verb)),
        "",
    ].join("\n");
}

function verbLines(start: string, { name, values, options }: VerbWords): string[] {
    const seen = `-n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
    return [
        ...values.map((value) => `${start} ${seen} -a ${value}`),
        ...options.map((option) => `${start} ${seen} ${optionPart(option)}`),
    ];
}

function optionPart({ long, description, takes, value }: OptionWords): string {
    const option = `-l ${long.replace(/^--/u, "")} -d ${quoted(description)}`;
    if (takes !== "value") return option;
    if (value === "file" || value === "folder") return `${option} -r -F`;
    return value === "text" ? `${option} -x` : `${option} -x -a ${quoted(value.join(" "))}`;
}

function quoted(text: string): string {
    return `'${text.replace(/[\\']/gu, "\\$&")}'`;
}
