/** The verb `rotation`: which issuers the role trusts, whose tokens are still used, and whether the cluster's keys are published. */
import { awsConnection } from "../../stacks/aws/connection.ts";
import { judgeRotation } from "../../stacks/rotation/judge.ts";
import type { RotationReport, RotationState } from "../../stacks/rotation/report.ts";
import { SYSTEM_CLOCK } from "../../stacks/waiting/clock.ts";
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { targetOf } from "../options/target.ts";
import { rotationText } from "../output/rotation-text.ts";
import { ROOMS, type Rooms } from "../rooms.ts";
import { runVerb } from "../session.ts";

/** The options of the verb, as the command line gives them. */
export type RotationFlags = CommonFlags;

/** A pipeline branches on these: what is refused now, what is to be done, and what nobody could look at. */
const CLASSES: Readonly<Record<RotationState, ExitClass>> = {
    settled: "ok",
    rotating: "ok",
    "to-do": "drift",
    refused: "proof",
    unknown: "preflight",
};

/** Runs the verb. */
export function rotationVerb(
    flags: RotationFlags,
    io: Io,
    rooms: Rooms = ROOMS,
): Promise<ExitClass> {
    return runVerb({ name: "rotation", failure: "preflight" }, flags, io, async (session) => {
        const { target } = await targetOf(flags, io);
        session.stack = target.stack;
        const settings = await rooms.readSettings(target, io.env);
        const { signal } = session;
        const tools = {
            ...SYSTEM_CLOCK,
            cluster: await rooms.connectCluster(settings.kubernetes, io.env),
            aws: awsConnection(settings, io.env),
            signal,
        };
        const facts = await rooms.lookAtRotation(settings, tools);
        const report = judgeRotation(facts, settings, session.now().getTime());
        const ended = CLASSES[report.state];
        return {
            class: ended,
            data: { rotation: report },
            ...(ended === "ok" ? {} : { error: { class: ended, message: reasonOf(report) } }),
            text: (view) => rotationText(target.stack, report, view),
            textTells: true,
        };
    });
}

/** What an event says: the most urgent thing to do, or what could not be looked at. */
function reasonOf({ next, unchecked }: RotationReport): string {
    return next[0] ?? unchecked.join("; ");
}
