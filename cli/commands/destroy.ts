/** The verb `destroy`: its options. What it does is loaded when it runs. */
import { type Command, Option } from "commander";

import type { Io } from "../io.ts";
import type { Rooms } from "../rooms.ts";
import type { DestroyFlags } from "../verbs/destroy.ts";
import { verbCommand, type Ended } from "./verb-command.ts";

const EXAMPLES = [
    ["destroy --branch --yes", "without a question, for CI"],
    ["destroy --stack dev", "asks first"],
    ["destroy --stack prod --confirm prod", "a production stack, from a script"],
] as const;

/** The command with its options. */
export function destroyCommand(io: Io, ended: Ended, rooms?: Rooms): Command {
    const options = [
        new Option("--yes", "does not ask"),
        new Option(
            "--confirm <stack>",
            "the stack's name: what a script says instead of typing it, for the production profile",
        ),
        new Option("--keep-stack", "keeps the empty stack with its history and configuration"),
    ];
    const description = "deletes everything in the stack, then the stack";
    return verbCommand<DestroyFlags>(
        {
            name: "destroy",
            description,
            options,
            examples: EXAMPLES,
            run: async (...given) => (await import("../verbs/destroy.ts")).destroyVerb(...given),
        },
        io,
        ended,
        rooms,
    );
}
