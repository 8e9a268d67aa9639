/** The verb `up`: its options. What it does is loaded when it runs. */
import { type Command, Option } from "commander";

import type { Io } from "../io.ts";
import { policyOptions } from "../options/policy-options.ts";
import { lifespan } from "../options/values.ts";
import type { Rooms } from "../rooms.ts";
import type { UpFlags } from "../verbs/up.ts";
import { verbCommand, type Ended } from "./verb-command.ts";

const EXAMPLES = [
    ["up --stack dev", "the stack of stacks/config/Pulumi.dev.yaml"],
    ["up --branch", "the stack of the branch that this job or folder is on"],
    [
        "up --branch feature/x --ttl 4h --config region=eu-west-1",
        "with a setting, and an earlier end",
    ],
    ["up --stack dev --backend s3://states?region=eu-west-1 --json", "one object for a program"],
] as const;

/** The command with its options. */
export function upCommand(io: Io, ended: Ended, rooms?: Rooms): Command {
    const options = [
        new Option(
            "--ttl <duration>",
            "how long it may live before `sweep` takes it, such as 24h or 7d (default: 24h with --branch, else for ever; refused for the production profile)",
        ).argParser(lifespan),
        ...policyOptions(),
    ];
    const description = "deploys the stack, or brings it up to date";
    return verbCommand<UpFlags>(
        {
            name: "up",
            description,
            options,
            examples: EXAMPLES,
            run: async (...given) => (await import("../verbs/up.ts")).upVerb(...given),
        },
        io,
        ended,
        rooms,
    );
}
