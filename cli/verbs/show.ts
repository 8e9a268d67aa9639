/** The verb `show`: everything about one stack. */
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { targetOf } from "../options/target.ts";
import { stackText } from "../output/stack-text.ts";
import { pulumiRoot } from "../pulumi-cli.ts";
import { ROOMS, type Rooms } from "../rooms.ts";
import { runVerb } from "../session.ts";

/** The options of the verb, as the command line gives them. */
export type ShowFlags = CommonFlags;

/** Runs the verb. */
export function showVerb(flags: ShowFlags, io: Io, rooms: Rooms = ROOMS): Promise<ExitClass> {
    return runVerb({ name: "show", failure: "preflight" }, flags, io, async (session) => {
        const { target } = await targetOf(flags, io);
        session.stack = target.stack;
        const root = await pulumiRoot(session, flags, rooms);
        const details = await rooms.showStack(target, { signal: session.signal, root });
        return {
            class: "ok",
            data: { details },
            text: (view) => stackText(details, view, session.now()),
        };
    });
}
