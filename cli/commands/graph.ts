/** The verb `graph`: its options. What it does is loaded when it runs. */
import { type Command, Option } from "commander";

import type { Io } from "../io.ts";
import type { Rooms } from "../rooms.ts";
import type { GraphFlags } from "../verbs/graph.ts";
import { verbCommand, type Ended } from "./verb-command.ts";

const EXAMPLES = [
    ["graph --stack dev", "Mermaid, for a Markdown page"],
    ["graph --stack dev --format svg --out stack.svg", "a picture"],
] as const;

/** The command with its options. */
export function graphCommand(io: Io, ended: Ended, rooms?: Rooms): Command {
    const options = [
        new Option("--format <format>", "what to draw")
            .choices(["mermaid", "svg", "dot"])
            .default("mermaid"),
        new Option("--out <file>", "writes it there instead of to stdout"),
    ];
    const description = "draws the stack's resources and the order they are made in";
    return verbCommand<GraphFlags>(
        {
            name: "graph",
            description,
            options,
            examples: EXAMPLES,
            run: async (...given) => (await import("../verbs/graph.ts")).graphVerb(...given),
        },
        io,
        ended,
        rooms,
    );
}
