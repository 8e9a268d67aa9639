/** What all verbs on stacks have in common as commands: their options, examples, and how they end. */
import { Command, type Option } from "commander";

import { EXIT_CODES, type ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { addCommonOptions } from "../options/common.ts";
import type { Rooms } from "../rooms.ts";
import { examples, type Example } from "../output/examples.ts";

/** Hears how a verb went. */
export type Ended = (result: ExitClass) => void;

/** One verb. */
export interface VerbSpec<Flags> {
    readonly name: string;
    readonly description: string;
    /** Its own options, before the common ones. @default - none */
    readonly options?: readonly Option[];
    readonly examples: readonly Example[];
    /** Loads what the verb does, and does it. */
    readonly run: (flags: Flags, io: Io, rooms?: Rooms) => Promise<ExitClass>;
}

/** The command of a verb, with the common options; `rooms` is what a test can replace. */
export function verbCommand<Flags>(
    spec: VerbSpec<Flags>,
    io: Io,
    ended: Ended,
    rooms?: Rooms,
): Command {
    const command = new Command(spec.name).description(spec.description);
    for (const option of spec.options ?? []) command.addOption(option);
    return addCommonOptions(command)
        .addHelpText("after", () => examples(spec.examples, io.stdout, EXIT_TEXT))
        .action(async (flags: Flags) => {
            ended(await spec.run(flags, io, rooms));
        });
}

const EXIT_TEXT = `Exit codes: ${Object.entries(EXIT_CODES)
    .map(([name, code]) => `${code} ${name}`)
    .join(", ")}.`;
