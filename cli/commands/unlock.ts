/** The verb `unlock`: its options. What it does is loaded when it runs. */
import { type Command, Option } from "commander";

import type { Io } from "../io.ts";
import { holder } from "../options/values.ts";
import type { Rooms } from "../rooms.ts";
import type { UnlockFlags } from "../verbs/unlock.ts";
import { verbCommand, type Ended } from "./verb-command.ts";

const EXAMPLES = [
    ["unlock --branch", "releases a lock of this computer whose process is gone"],
    ["unlock --stack dev --force ci@runner-17", "a lock of another computer"],
] as const;

/** The command with its options. */
export function unlockCommand(io: Io, ended: Ended, rooms?: Rooms): Command {
    const options = [
        new Option(
            "--force <user@host>",
            "releases another computer's lock, by the holder's name as it is shown",
        ).argParser(holder),
    ];
    const description =
        "releases the lock that a dead run left on a stack; never that of a live one";
    return verbCommand<UnlockFlags>(
        {
            name: "unlock",
            description,
            options,
            examples: EXAMPLES,
            run: async (...given) => (await import("../verbs/unlock.ts")).unlockVerb(...given),
        },
        io,
        ended,
        rooms,
    );
}
