// Conditions that do not go away by waiting, once they have stood for a while.
import { describeCondition, type Condition, type TempoStackState } from "./tempo-stack-state.ts";

// A condition can be that of a moment ago: the operator has no generation in it, and needs seconds to come round.
const PATIENCE_MILLISECONDS: Readonly<Record<string, number>> = {
    ConfigurationError: 10_000,
    FailedReconciliation: 30_000,
};

/** Watches for a dead end, one look after the other. */
export class DeadEndWatch {
    private since = new Map<string, number>();

    /** The condition that has stood too long, described, or undefined. */
    look(state: TempoStackState, now: number): string | undefined {
        const dead = state.conditions.filter((each) => patience(each) !== undefined);
        const seen = new Map(dead.map((each) => [key(each), this.since.get(key(each)) ?? now]));
        this.since = seen;
        const stood = dead.find(
            (each) => now - (seen.get(key(each)) ?? now) >= (patience(each) ?? Infinity),
        );
        return stood === undefined ? undefined : describeCondition(stood);
    }
}

function patience({ type, reason }: Condition): number | undefined {
    return PATIENCE_MILLISECONDS[type] ?? PATIENCE_MILLISECONDS[reason];
}

// Without the message: that of a failed reconciliation can change with every attempt.
function key({ type, reason }: Condition): string {
    return `${type} ${reason}`;
}
