/** The verb `preview`: what `up` would do. */
import { stsCalls, stsCallsLine } from "../../components/pure/sts-calls.ts";
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { unchanged } from "../options/kept-lifetime.ts";
import type { PolicyFlags } from "../options/policy-options.ts";
import { policyPacksOf } from "../options/policy-packs.ts";
import { livingTargetOf } from "../options/target.ts";
import { changesToDo } from "../output/changes.ts";
import { planText } from "../output/plan-text.ts";
import { pulumiRoot } from "../pulumi-cli.ts";
import { ROOMS, type Rooms } from "../rooms.ts";
import { runVerb } from "../session.ts";

/** The options of the verb, as the command line gives them. */
export interface PreviewFlags extends CommonFlags, PolicyFlags {
    readonly refresh?: boolean;
    readonly expectNoChanges?: boolean;
}

/** Runs the verb. */
export function previewVerb(flags: PreviewFlags, io: Io, rooms: Rooms = ROOMS): Promise<ExitClass> {
    return runVerb({ name: "preview", failure: "deploy" }, flags, io, async (session) => {
        const { target: made } = await livingTargetOf(flags, io, session.now());
        session.stack = made.stack;
        await rooms.checkTarget(made, io.env);
        const policies = policyPacksOf(flags, io);
        const step = { id: "preview", title: `Preview ${made.stack}` };
        await session.begin([step]);
        const root = await pulumiRoot(session, flags, rooms);
        const { signal } = session;
        const target = await unchanged(made, { signal, root }, rooms);
        const options = { root, ...policies, refreshFirst: flags.refresh ?? false };
        const { changes, steps } = await session.step(
            step,
            () => rooms.previewStack(target, { ...session.running(step.id), ...options }),
            (result) => changesToDo(result.changes),
        );
        const estimate = stsCalls();
        const drifted = flags.expectNoChanges === true && Object.keys(changes).length > 0;
        const message = `expected no changes to ${target.stack}, found ${changesToDo(changes)}. Run \`tempo-sts up\` to make them, or look at what changed them.`;
        return {
            class: drifted ? "drift" : "ok",
            data: { changes, steps, stsCalls: estimate },
            text: (view) =>
                `${planText(target.stack, changes, steps, view)}\n\n${stsCallsLine(estimate)}`,
            error: drifted ? { class: "drift", message } : undefined,
        };
    });
}
