/** The verb `destroy`: deletes everything in a stack, then the stack, if that is really meant. */
import { OWNERSHIP_TAGS } from "../../components/pure/lifetime/tags.ts";
import { StackMissingError } from "../../stacks/runner/errors.ts";
import type { StackTarget } from "../../stacks/runner/target.ts";
import { terminalAsker, type Asker } from "../ask.ts";
import { UserError } from "../errors.ts";
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { targetOf } from "../options/target.ts";
import { changesDone } from "../output/changes.ts";
import { pulumiRoot } from "../pulumi-cli.ts";
import { ROOMS, type Rooms } from "../rooms.ts";
import { runVerb, type Session } from "../session.ts";

/** The options of the verb, as the command line gives them. */
export interface DestroyFlags extends CommonFlags {
    readonly yes?: boolean;
    readonly confirm?: string;
    readonly keepStack?: boolean;
}

/** Runs the verb. */
export function destroyVerb(
    flags: DestroyFlags,
    io: Io,
    rooms: Rooms = ROOMS,
    ask: Asker = terminalAsker(),
): Promise<ExitClass> {
    return runVerb({ name: "destroy", failure: "clean-up" }, flags, io, async (session) => {
        const { target, profile } = await targetOf(flags, io);
        session.stack = target.stack;
        const root = await pulumiRoot(session, flags, rooms);
        const kept = flags.keepStack === true;
        if (flags.confirm !== target.stack) {
            const production =
                profile === "production" || (await isProduction(target, session, root, rooms));
            await insist(target.stack, production, flags, session, ask);
        }
        const step = { id: "destroy", title: `Destroy ${target.stack}` };
        await session.begin([step]);
        const { existed, changes } = await session.step(
            step,
            () => rooms.destroyStack(target, { ...session.running(step.id), root, remove: !kept }),
            (result) => (result.existed ? changesDone(result.changes) : "there was none"),
        );
        const said = existed
            ? `${changesDone(changes)}${kept ? "; the empty stack stays" : "; the stack is gone"}`
            : "there is no such stack; nothing was to be done";
        return {
            class: "ok",
            data: { existed, changes, removed: existed && !kept },
            text: ({ style, clean }) =>
                `${style.good("✔")} ${style.strong(clean(target.stack))}: ${said}`,
        };
    });
}

/** What the stack says of itself, for no configuration has to be there. */
async function isProduction(
    target: StackTarget,
    session: Session,
    root: string | undefined,
    rooms: Rooms,
): Promise<boolean> {
    try {
        const { tags } = await rooms.showStack(target, { signal: session.signal, root });
        return tags?.[OWNERSHIP_TAGS.profile] === "production";
    } catch (error) {
        if (error instanceof StackMissingError) return false;
        throw error;
    }
}

/** @throws UserError unless somebody has said, or says now, that this stack is meant */
async function insist(
    stack: string,
    production: boolean,
    { yes, confirm }: DestroyFlags,
    session: Session,
    ask: Asker,
): Promise<void> {
    if (confirm !== undefined) {
        throw new UserError(
            `--confirm: expected the stack's name, ${stack}, got ${confirm}. Nothing was destroyed.`,
        );
    }
    if (yes === true && !production) return;
    if (!session.canAsk) {
        const [what, option] = production
            ? [
                  `${stack} has the production profile, and so its name is asked for`,
                  `--confirm ${stack}`,
              ]
            : ["nobody is here to be asked", "--yes"];
        throw new UserError(`destroy: ${what}. Give ${option}. Nothing was destroyed.`);
    }
    if (production) {
        await ask.text({
            message: `${stack} has the production profile. Its name, to destroy it with all its traces:`,
            check: (answer) => (answer === stack ? undefined : `That is not its name: ${stack}.`),
        });
        return;
    }
    if (!(await ask.confirm(`Destroy ${stack} with everything in it?`))) {
        throw new UserError("given up at the question; nothing was destroyed.", "interrupted");
    }
}
