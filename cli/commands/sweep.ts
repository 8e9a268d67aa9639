/** The verb `sweep`: its options. What it does is loaded when it runs. */
import { type Command, Option } from "commander";

import type { Io } from "../io.ts";
import { concurrency } from "../options/values.ts";
import type { Rooms } from "../rooms.ts";
import type { SweepFlags } from "../verbs/sweep.ts";
import { verbCommand, type Ended } from "./verb-command.ts";

const EXAMPLES = [
    ["sweep", "a table of what would go, and why"],
    ["sweep --yes --concurrency 8", "takes it away; for a nightly job"],
] as const;

/** The command with its options. */
export function sweepCommand(io: Io, ended: Ended, rooms?: Rooms): Command {
    const options = [
        new Option("--dry-run", "only tells what it would do and why (the default)").conflicts(
            "yes",
        ),
        new Option("--yes", "does it"),
        new Option("--concurrency <count>", "how many at once").argParser(concurrency).default(4),
    ];
    const description =
        "takes away what has expired: stacks first, then what carries our tags and belongs to no stack any more; without --yes it only tells";
    return verbCommand<SweepFlags>(
        {
            name: "sweep",
            description,
            options,
            examples: EXAMPLES,
            run: async (...given) => (await import("../verbs/sweep.ts")).sweepVerb(...given),
        },
        io,
        ended,
        rooms,
    );
}
