/** The verb `show`: its options. What it does is loaded when it runs. */
import { type Command } from "commander";

import type { Io } from "../io.ts";
import type { Rooms } from "../rooms.ts";
import type { ShowFlags } from "../verbs/show.ts";
import { verbCommand, type Ended } from "./verb-command.ts";

const EXAMPLES = [
    ["show --branch", "the stack of this branch"],
    ["show --stack dev --json", "its outputs for a program, secrets hidden"],
] as const;

/** The command with its options. */
export function showCommand(io: Io, ended: Ended, rooms?: Rooms): Command {
    const description =
        "shows one stack: its outputs, resources, lifetime, lock, and what a killed run left";
    return verbCommand<ShowFlags>(
        {
            name: "show",
            description,
            examples: EXAMPLES,
            run: async (...given) => (await import("../verbs/show.ts")).showVerb(...given),
        },
        io,
        ended,
        rooms,
    );
}
