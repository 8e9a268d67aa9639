// What a sweep did, or would do: one result, versioned.
import { shortName } from "./judge.ts";
import type { PlanRow, SweepPlan } from "./plan.ts";

/** What became of one stack or thing: `planned` was to be done and was not (yet), `kept` was to stay. */
export type SweepState = "planned" | "done" | "failed" | "kept";

/** One line of a report. */
export interface SweepRow {
    /** `stack`, `bucket`, `role`, `policy`, `namespace`, … */
    readonly kind: PlanRow["kind"];
    /** Which one. */
    readonly what: string;
    /** Why that action. */
    readonly why: string;
    readonly action: PlanRow["action"];
    readonly state: SweepState;
    /** Why it failed, or was left alone after all. */
    readonly message?: string | undefined;
    /** Whether it is kept because it could not be checked. */
    readonly unchecked?: true | undefined;
}

/** The result of a sweep. */
export interface SweepReport {
    readonly schema: "tempo-sts/sweep/v1";
    /** Nothing failed, and nothing that was to be done was left undone by an interruption. */
    readonly ok: boolean;
    /** Whether nothing was to be done, only told. */
    readonly dryRun: boolean;
    readonly account: string;
    readonly project: string;
    /** How many in each state, and how many could not be checked. */
    readonly counts: Readonly<Record<SweepState | "unchecked", number>>;
    readonly rows: readonly SweepRow[];
}

/** The report of a plan that is not acted on. */
export function reportOfPlan(plan: SweepPlan): SweepReport {
    return sweepReport(
        plan,
        plan.rows.map((row) => plannedRow(row)),
        true,
    );
}

/** A plan's line before anything is done. */
export function plannedRow(row: PlanRow): SweepRow {
    const { kind, name, why, action, thing, stack } = row;
    return {
        kind,
        what: stack === undefined ? name : shortName(stack.name),
        why,
        action,
        state: action === "keep" ? "kept" : "planned",
        ...(thing?.unchecked === undefined ? {} : { unchecked: true }),
    };
}

/** The report of these lines. */
export function sweepReport(
    { circumstances }: SweepPlan,
    rows: readonly SweepRow[],
    dryRun: boolean,
): SweepReport {
    const count = (state: SweepState): number => rows.filter((row) => row.state === state).length;
    const counts = {
        planned: count("planned"),
        done: count("done"),
        failed: count("failed"),
        kept: count("kept"),
        unchecked: rows.filter(({ unchecked }) => unchecked === true).length,
    };
    return {
        schema: "tempo-sts/sweep/v1",
        ok: counts.failed === 0 && (dryRun || counts.planned === 0),
        dryRun,
        account: circumstances.accountId,
        project: circumstances.project,
        counts,
        rows,
    };
}
