// Which phases a run is to make, and why it leaves the others out.
import { RUN_PHASES, type RunPhaseId } from "./phases.ts";

/** What decides on it. */
export interface PhaseSelection {
    readonly fromPhase?: RunPhaseId | undefined;
    readonly skipPhases?: readonly RunPhaseId[] | undefined;
    readonly onlyPhases?: readonly RunPhaseId[] | undefined;
}

/** Why a phase is left out on request; undefined where it is to be made. */
export function leftOut(id: RunPhaseId, selection: PhaseSelection): string | undefined {
    const { fromPhase, skipPhases = [], onlyPhases } = selection;
    if (fromPhase !== undefined && position(id) < position(fromPhase)) {
        return `skipped: the run starts at ${fromPhase}`;
    }
    if (skipPhases.includes(id)) {
        return id === "destroy"
            ? "skipped on request: the stack stays, with everything in it"
            : "skipped on request";
    }
    return onlyPhases === undefined || onlyPhases.includes(id) ? undefined : "not asked for";
}

/** The phases that are to be made, in order. */
export function plannedPhases(selection: PhaseSelection): RunPhaseId[] {
    return RUN_PHASES.map(({ id }) => id).filter((id) => leftOut(id, selection) === undefined);
}

/**
 * Whether the leak check makes sense without a destroy in the same run: where an earlier run did it, or where it alone is
 * asked for; not where the stack was to stay.
 */
export function checksLeaksAlone(selection: PhaseSelection): boolean {
    const { skipPhases = [] } = selection;
    return !skipPhases.includes("destroy") && leftOut("destroy", selection) !== undefined;
}

function position(id: RunPhaseId): number {
    return RUN_PHASES.findIndex((each) => each.id === id);
}
