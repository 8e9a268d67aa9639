/** A sweep as text: a table of what goes or went, then of what stays, with why. */
import type { SweepReport, SweepRow } from "../../stacks/sweep/report.ts";
import type { View } from "../session.ts";
import { block, marked, page } from "./facts.ts";
import { MARKS } from "./style.ts";
import { table, type Column } from "./table.ts";
import { wrap } from "./wrap.ts";

const MOST_STAYING = 20;

/** The whole report. */
export function sweepText(report: SweepReport, notes: readonly string[], view: View): string {
    const { style } = view;
    const stays = report.rows.filter(({ state }) => state === "kept");
    const goes = report.rows.filter(({ state }) => state !== "kept");
    const bad = report.rows.filter(({ state }) => state === "failed");
    const heading = report.dryRun ? "What would go" : "What went";
    return page([
        block(
            heading,
            goes.length === 0 ? ["  nothing"] : [rowsTable(goes, view, !report.dryRun)],
            view,
        ),
        block("What stays", staying(stays, view), view),
        block(
            "What failed",
            bad.flatMap(({ kind, what, message = "" }) =>
                marked(style.bad(MARKS.bad), `${kind} ${what}: ${message}`, view),
            ),
            view,
        ),
        notes.length === 0
            ? []
            : ["", ...notes.flatMap((note) => marked(style.warn("!"), note, view))],
        ["", ...wrap(lastWord(report), view.width)],
    ]);
}

/** What could not be checked first; a backend may hold a thousand stacks that live. */
function staying(rows: readonly SweepRow[], view: View): string[] {
    if (rows.length === 0) return [];
    const ordered = [
        ...rows.filter(({ unchecked }) => unchecked === true),
        ...rows.filter(({ unchecked }) => unchecked !== true),
    ];
    const more = rows.length - MOST_STAYING;
    return [
        rowsTable(ordered.slice(0, MOST_STAYING), view, false),
        ...(more > 0 ? [`… and ${more} more: --json has them all`] : []),
    ];
}

function rowsTable(
    rows: readonly SweepRow[],
    { clean, style, tableWidth }: View,
    acted: boolean,
): string {
    const paint = (text: string, { state }: SweepRow) =>
        state === "failed" ? style.bad(text) : state === "done" ? style.good(text) : text;
    const columns: Column<SweepRow>[] = [
        { title: "kind", cell: ({ kind }) => kind },
        { title: "what", cell: ({ what }) => clean(what), least: 16 },
        ...(acted ? [{ title: "result", cell: ({ state }: SweepRow) => state, paint }] : []),
        { title: "why", cell: ({ why, message }) => clean(message ?? why), least: 12 },
    ];
    return table(rows, columns, { width: tableWidth, heading: style.faint });
}

function lastWord({ dryRun, counts, account }: SweepReport): string {
    const unchecked = counts.unchecked === 0 ? "" : `, ${counts.unchecked} could not be checked`;
    const where = `in the account ${account}`;
    if (dryRun) {
        const act = counts.planned === 0 ? "" : " Nothing was touched: --yes takes them away.";
        return `${counts.planned} to take away, ${counts.kept} to keep${unchecked}, ${where}.${act}`;
    }
    return `${counts.done} taken away, ${counts.failed} failed, ${counts.kept} kept${unchecked}, ${where}.`;
}
