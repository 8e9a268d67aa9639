/** What the bench measures, and how it is shown. */

/** One figure, beside what it should be. */
export interface Figure {
    readonly name: string;
    readonly value: number;
    readonly unit: "s" | "ms" | "MB" | "×";
    /** At most this much is aimed at. @default - nothing is aimed at */
    readonly aim?: number;
    /** What else a reader must know of it. */
    readonly note?: string;
}

/** A group of figures that were measured together. */
export interface Section {
    readonly name: string;
    readonly figures: readonly Figure[];
    /** Why nothing was measured. */
    readonly skipped?: string;
}

/** The middle one of several runs. */
export function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The figures as a Markdown table. An aim that is missed is said, never an error: a bench asserts nothing. */
export function toTable(sections: readonly Section[]): string {
    const rows = sections.flatMap(({ name, figures, skipped }) => [
        ...(skipped === undefined ? [] : [`| ${name} | skipped | | | ${skipped} |`]),
        ...figures.map(
            (figure) =>
                `| ${name} | ${figure.name} | ${show(figure)} | ${aimOf(figure)} | ${figure.note ?? ""} |`,
        ),
    ]);
    return [
        "| what | figure | measured | aim | note |",
        "| --- | --- | --- | --- | --- |",
        ...rows,
    ].join("\n");
}

function show({ value, unit }: Figure): string {
    return `${value.toFixed(unit === "MB" || (unit === "ms" && value >= 10) ? 0 : 2)} ${unit}`;
}

function aimOf({ aim, value, unit }: Figure): string {
    if (aim === undefined) {
        return "";
    }
    return `≤ ${aim} ${unit}${value > aim ? ", missed" : ""}`;
}
