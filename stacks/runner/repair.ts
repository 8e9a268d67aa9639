/** Mends a stack whose update was killed. */
import { type Adoption, adopt } from "./adopt.ts";
import { StackLockedError } from "./errors.ts";
import type { OpenStack } from "./open-stack.ts";
import { exportState, importState, stateWithPending } from "./state-file.ts";
import { tagsOfStack } from "./prepare-stack.ts";
import { removeTag, setTags } from "./tags.ts";
import { type OperationOptions, operate } from "./up.ts";

/** The key of the tag that a stack has while it is mended. */
const UNDER_REPAIR = "tempo-sts:repair";
const NOTHING: Adoption = { resources: [], uncertain: [], unawaited: [], notes: [] };

/**
 * Finishes what a killed update left: resources whose creation was under way are taken into the state where they exist, and
 * forgotten where they do not. To be called only while no update runs.
 *
 * @returns what was found, for people; empty where there was nothing
 * @throws RunnerError when the state or the resources cannot be looked at
 */
export async function repairStack(
    open: OpenStack,
    options: OperationOptions = {},
): Promise<readonly string[]> {
    const state = await stateWithPending(open);
    const marked = (await tagsOfStack(open, open.name, options.signal))[UNDER_REPAIR] !== undefined;
    if (state === undefined && !marked) return [];
    const adoption = state === undefined ? NOTHING : adopt(state);
    // A state that was changed and not compared with what is there must be known by whoever finds it.
    if (!marked) await setTags(open, { [UNDER_REPAIR]: "true" }, {}, options.signal);
    if (state !== undefined) {
        await importState(open, { ...state, resources: adoption.resources }).catch(
            async (error: unknown) => {
                // Somebody is at work: nothing was changed, and nothing has to be looked at.
                if (!marked && error instanceof StackLockedError) {
                    await removeTag(open, UNDER_REPAIR, options.signal);
                }
                throw error;
            },
        );
    }
    if (marked) await lookAtAll(open, options);
    else await look(open, adoption, options);
    await removeTag(open, UNDER_REPAIR, options.signal);
    return marked ? [...adoption.notes, "an earlier repair was cut short"] : adoption.notes;
}

async function lookAtAll(open: OpenStack, options: OperationOptions): Promise<void> {
    await operate(`mending the stack ${open.name}`, options, (running) =>
        open.stack.refresh(running),
    );
}

/** The targets alone: the rest of the stack was not touched. */
async function look(
    open: OpenStack,
    { uncertain, unawaited }: Adoption,
    options: OperationOptions,
): Promise<void> {
    const doing = `mending the stack ${open.name}`;
    if (uncertain.length > 0) {
        await operate(doing, options, (running) =>
            open.stack.refresh({ ...running, target: [...uncertain] }),
        );
    }
    // A Job that exists counts as made, and nobody would wait for it any more.
    const there = unawaited.length === 0 ? [] : (await exportState(open)).resources;
    const target = unawaited.filter((urn) => there.some((resource) => resource.urn === urn));
    if (target.length > 0) {
        await operate(doing, options, (running) =>
            open.stack.destroy({ ...running, target, targetDependents: true }),
        );
    }
}
