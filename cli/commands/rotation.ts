/** The verb `rotation`: its options. What it does is loaded when it runs. */
import type { Command } from "commander";

import type { Io } from "../io.ts";
import type { Rooms } from "../rooms.ts";
import type { RotationFlags } from "../verbs/rotation.ts";
import { verbCommand, type Ended } from "./verb-command.ts";

const EXAMPLES = [
    ["rotation --stack prod", "whether the old issuer can go"],
    ["rotation --stack prod --json", "the same for a program that watches"],
] as const;

/** The command with its options. */
export function rotationCommand(io: Io, ended: Ended, rooms?: Rooms): Command {
    const description =
        "tells how a change of the cluster's issuer or signing key stands, and what to do next";
    return verbCommand<RotationFlags>(
        {
            name: "rotation",
            description,
            examples: EXAMPLES,
            run: async (...given) => (await import("../verbs/rotation.ts")).rotationVerb(...given),
        },
        io,
        ended,
        rooms,
    );
}
