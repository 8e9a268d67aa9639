/** A preview as text: a line for each resource that would change. */
import type { Changes } from "../../stacks/runner/up.ts";
import type { View } from "../session.ts";
import { changesToDo } from "./changes.ts";
import { table } from "./table.ts";

/** One step of a plan. */
export interface PlanStep {
    readonly op: string;
    readonly type: string;
    readonly name: string;
}

/** The whole plan. */
export function planText(
    stack: string,
    changes: Changes,
    steps: readonly PlanStep[],
    view: View,
): string {
    const { style } = view;
    const said = `${style.strong(view.clean(stack))}: ${changesToDo(changes)}`;
    const rows = steps.filter(({ op }) => op !== "same" && op !== "read");
    if (rows.length === 0) return said;
    const paint = (text: string, { op }: PlanStep) =>
        op.startsWith("create")
            ? style.good(text)
            : op.startsWith("delete")
              ? style.bad(text)
              : style.warn(text);
    const columns = [
        { title: "operation", cell: ({ op }: PlanStep) => op, paint },
        { title: "type", cell: ({ type }: PlanStep) => type, least: 16 },
        { title: "name", cell: ({ name }: PlanStep) => view.clean(name), least: 12 },
    ];
    return `${said}\n\n${table(rows, columns, { width: view.tableWidth, heading: style.faint })}`;
}
