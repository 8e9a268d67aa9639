/** The verb `list`: its options. What it does is loaded when it runs. */
import { type Command, Option } from "commander";

import type { Io } from "../io.ts";
import type { Rooms } from "../rooms.ts";
import type { ListFlags } from "../verbs/list.ts";
import { verbCommand, type Ended } from "./verb-command.ts";

const EXAMPLES = [
    ["list", "the stacks of this project"],
    ["list --expired --json", "what `sweep` would take, for a program"],
] as const;

/** The command with its options. */
export function listCommand(io: Io, ended: Ended, rooms?: Rooms): Command {
    const options = [
        new Option("--expired", "only those whose time is over"),
        new Option("--owner <name>", "only those of one owner"),
        new Option(
            "--all",
            "those too that do not say whose they are, such as those of `pulumi up`",
        ),
    ];
    const description = "lists the stacks of a backend, with whose they are and when they expire";
    return verbCommand<ListFlags>(
        {
            name: "list",
            description,
            options,
            examples: EXAMPLES,
            run: async (...given) => (await import("../verbs/list.ts")).listVerb(...given),
        },
        io,
        ended,
        rooms,
    );
}
