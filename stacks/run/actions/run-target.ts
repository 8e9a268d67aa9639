// The stack as a run deploys it: without the graph's own trace Jobs, because the run sends its traces itself.
import type { StackOptions, StackTarget } from "../../runner/target.ts";
import type { PhaseContext } from "../options.ts";

/** The target with what a run configures besides. */
export function runTarget({ target, project, settings }: PhaseContext): StackTarget {
    // As a whole: a path into it would fail where it is configured as one JSON text.
    const traceCheck = JSON.stringify({ ...settings.traceCheck, enabled: false });
    return { ...target, config: [...(target.config ?? []), [`${project}:traceCheck`, traceCheck]] };
}

/** How every verb of the engine is run in a phase. */
export function verbOptions({ signal, event, root }: PhaseContext): StackOptions {
    return { signal, onEvent: event, ...(root === undefined ? {} : { root }) };
}

/** How many resources something happens to, in words: `3 to create, 1 to update`. */
export function describeChanges(changes: Readonly<Record<string, number>>, link = ""): string {
    const parts = Object.entries(changes).map(
        ([operation, count]) => `${count} ${link}${operation}`,
    );
    return parts.length === 0 ? "no change" : parts.join(", ");
}
