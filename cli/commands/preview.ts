/** The verb `preview`: its options. What it does is loaded when it runs. */
import { type Command, Option } from "commander";

import type { Io } from "../io.ts";
import { policyOptions } from "../options/policy-options.ts";
import type { Rooms } from "../rooms.ts";
import type { PreviewFlags } from "../verbs/preview.ts";
import { verbCommand, type Ended } from "./verb-command.ts";

const EXAMPLES = [
    ["preview --stack dev", "what would be created, changed and deleted"],
    ["preview --stack dev --refresh --expect-no-changes", "whether anything drifted"],
] as const;

/** The command with its options. */
export function previewCommand(io: Io, ended: Ended, rooms?: Rooms): Command {
    const options = [
        new Option("--refresh", "looks at what is really there first"),
        new Option("--expect-no-changes", "ends with code 6 when there would be any"),
        ...policyOptions(),
    ];
    const description = "tells what `up` would do, and changes nothing";
    return verbCommand<PreviewFlags>(
        {
            name: "preview",
            description,
            options,
            examples: EXAMPLES,
            run: async (...given) => (await import("../verbs/preview.ts")).previewVerb(...given),
        },
        io,
        ended,
        rooms,
    );
}
