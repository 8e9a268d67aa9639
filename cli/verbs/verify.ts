/** The verb `verify`: proves a stack that is deployed. */
import { RUN_PHASES, type RunPhaseId } from "../../stacks/run/phases.ts";
import type { ExitClass } from "../exit-codes.ts";
import { explainerFor } from "../explain.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { targetOf } from "../options/target.ts";
import { hiddenIn } from "../output/clean.ts";
import { runText } from "../output/run-text.ts";
import { pulumiRoot } from "../pulumi-cli.ts";
import { ROOMS, type Rooms } from "../rooms.ts";
import { runOutcome } from "../run-outcome.ts";
import { runListener } from "../run-telling.ts";
import { runVerb } from "../session.ts";

/** The options of the verb, as the command line gives them. */
export interface VerifyFlags extends CommonFlags {
    readonly handshake?: boolean;
}

const WHOLE: readonly RunPhaseId[] = ["wait", "handshake", "generate-traces", "verify-traces"];
const HANDSHAKE: readonly RunPhaseId[] = ["handshake"];

/** Runs the verb. */
export function verifyVerb(flags: VerifyFlags, io: Io, rooms: Rooms = ROOMS): Promise<ExitClass> {
    return runVerb({ name: "verify", failure: "proof" }, flags, io, async (session) => {
        const { target } = await targetOf(flags, io);
        session.stack = target.stack;
        const installation = (): Promise<string | undefined> => pulumiRoot(session, flags, rooms);
        const settings = await rooms.readSettings(target, io.env, {
            signal: session.signal,
            root: installation,
        });
        const onlyPhases = flags.handshake === true ? HANDSHAKE : WHOLE;
        const root = await installation();
        await session.begin(RUN_PHASES.filter(({ id }) => onlyPhases.includes(id)));
        const report = await rooms.runPhases({
            ...{ target, settings, onlyPhases, root },
            env: io.env,
            secrets: hiddenIn(io.env),
            signal: session.signal,
            listener: runListener(session.teller),
            explain: explainerFor(rooms),
        });
        const outcome = runOutcome(report, session.timedOut);
        return { ...outcome, text: (view) => runText(report, view), textTells: true };
    });
}
