/** The verb `up`: deploys a stack, or brings it up to date. */
import { describeError } from "../../sandbox/rehearsal/errors.ts";
import type { StackTarget } from "../../stacks/runner/target.ts";
import { describeFinding } from "../../stacks/run/failure.ts";
import type { ExitClass } from "../exit-codes.ts";
import { findingFrom, lookedAt } from "../explain.ts";
import type { Io } from "../io.ts";
import type { PolicyFlags } from "../options/policy-options.ts";
import { policyPacksOf } from "../options/policy-packs.ts";
import type { CommonFlags } from "../options/common.ts";
import { renewed } from "../options/kept-lifetime.ts";
import { livingTargetOf } from "../options/target.ts";
import { changesDone } from "../output/changes.ts";
import { deployedText } from "../output/stack-text.ts";
import { pulumiRoot } from "../pulumi-cli.ts";
import { ROOMS, type Rooms } from "../rooms.ts";
import { runVerb, type Session } from "../session.ts";

/** The options of the verb, as the command line gives them. */
export interface UpFlags extends CommonFlags, PolicyFlags {
    readonly ttl?: number;
}

/** What the gates of the program, the operator and the engine's own waits say in the end. */
const WAITED =
    /\btime-?out\b|timed out|deadline|did not get through|after \d+ s\b|\bnot ready\b|no pods|\bhandshake\b|roll-?out/i;
const EXPLAIN_MILLISECONDS = 60_000;

/** Runs the verb. */
export function upVerb(flags: UpFlags, io: Io, rooms: Rooms = ROOMS): Promise<ExitClass> {
    return runVerb({ name: "up", failure: "deploy" }, flags, io, async (session) => {
        const now = session.now();
        const { target: made } = await livingTargetOf(flags, io, now);
        session.stack = made.stack;
        await rooms.checkTarget(made, io.env);
        const policies = policyPacksOf(flags, io);
        const step = { id: "up", title: `Deploy ${made.stack}` };
        await session.begin([step]);
        const root = await pulumiRoot(session, flags, rooms);
        const { signal } = session;
        const target = await renewed(made, { signal, root }, rooms);
        const { changes, repaired } = await session
            .step(
                step,
                () => rooms.deployStack(target, { ...session.running(step.id), root, ...policies }),
                (result) => changesDone(result.changes),
            )
            .catch(async (error: unknown) => {
                await explain(error, target, session, rooms);
                throw error;
            });
        const { stack, lifetime } = target;
        const outputs = await shownOutputs(target, session, root, rooms);
        return {
            class: "ok",
            data: { changes, outputs, repaired, lifetime },
            text: (view) =>
                deployedText(
                    { stack, outputs, repaired },
                    changesDone(changes),
                    lifetime,
                    view,
                    now,
                ),
        };
    });
}

/** Says which link of the chain is broken, where the deployment has waited for it in vain. */
async function explain(
    error: unknown,
    target: StackTarget,
    session: Session,
    rooms: Rooms,
): Promise<void> {
    const { teller, io } = session;
    const { class: found, message } = session.tell(error);
    if (!["deploy", "proof"].includes(found) || !(session.timedOut || WAITED.test(message))) return;
    try {
        const settings = await rooms.readSettings(target, io.env);
        const signal = AbortSignal.timeout(EXPLAIN_MILLISECONDS);
        const request = { settings, env: io.env, signal };
        teller.note(describeFinding(findingFrom(await lookedAt(request, rooms))));
    } catch (reason) {
        teller.note(`the chain could not be looked at: ${describeError(reason)}`);
    }
}

/** The outputs with their secrets hidden, which those of the deployment itself are not. */
async function shownOutputs(
    target: StackTarget,
    { signal, teller }: Session,
    root: string | undefined,
    rooms: Rooms,
): Promise<Readonly<Record<string, unknown>>> {
    try {
        return (await rooms.showStack(target, { signal, root })).outputs;
    } catch (error) {
        // The stack is deployed all the same.
        teller.note(`its outputs could not be read: ${describeError(error)}`);
        return {};
    }
}
