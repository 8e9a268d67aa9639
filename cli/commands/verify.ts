/** The verb `verify`: its options. What it does is loaded when it runs. */
import { type Command, Option } from "commander";

import type { Io } from "../io.ts";
import type { Rooms } from "../rooms.ts";
import type { VerifyFlags } from "../verbs/verify.ts";
import { verbCommand, type Ended } from "./verb-command.ts";

const EXAMPLES = [
    ["verify --branch", "the whole proof"],
    ["verify --stack dev --handshake", "only that its pods reach their bucket"],
] as const;

/** The command with its options. */
export function verifyCommand(io: Io, ended: Ended, rooms?: Rooms): Command {
    const options = [new Option("--handshake", "only the handshake: token, role, bucket")];
    const description = "proves a deployed stack: roll-out, handshake, traces sent and found again";
    return verbCommand<VerifyFlags>(
        {
            name: "verify",
            description,
            options,
            examples: EXAMPLES,
            run: async (...given) => (await import("../verbs/verify.ts")).verifyVerb(...given),
        },
        io,
        ended,
        rooms,
    );
}
