/** The verb `unlock`: releases what a dead run holds, and tells who holds it where it must not be released. */
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { targetOf } from "../options/target.ts";
import { lockText } from "../output/stack-text.ts";
import { pulumiRoot } from "../pulumi-cli.ts";
import { ROOMS, type Rooms } from "../rooms.ts";
import { runVerb } from "../session.ts";

/** The options of the verb, as the command line gives them. */
export interface UnlockFlags extends CommonFlags {
    readonly force?: string;
}

/** Runs the verb. */
export function unlockVerb(flags: UnlockFlags, io: Io, rooms: Rooms = ROOMS): Promise<ExitClass> {
    return runVerb({ name: "unlock", failure: "clean-up" }, flags, io, async (session) => {
        const { target } = await targetOf(flags, io);
        const { stack } = target;
        session.stack = stack;
        const root = await pulumiRoot(session, flags, rooms);
        const now = session.now();
        const { state, lock, why } = await rooms.unlockStack(target, {
            now,
            root,
            force: flags.force,
        });
        const held = lock === undefined ? "" : ` It was held by ${lockText(lock, now)}.`;
        const refused = state === "refused";
        return {
            class: refused ? "preflight" : "ok",
            data: { state, lock, why },
            text: ({ clean, style }) =>
                refused ? "" : `${style.good("✔")} ${clean(`${stack}: ${why}${held}`)}`,
            error: refused ? { class: "preflight", message: `${stack}: ${why}` } : undefined,
        };
    });
}
