/** Tables of plain text that fit a width: long cells are cut, and columns that matter less go first. */
import { harmless } from "./wrap.ts";

/** One column. */
export interface Column<Row> {
    readonly title: string;
    readonly cell: (row: Row) => string;
    /** How narrow it may be made. @default - never cut */
    readonly least?: number;
    /** Leaves when there is no room: the highest number first. @default - never */
    readonly leaves?: number;
    /** Paints a finished cell. */
    readonly paint?: (text: string, row: Row) => string;
}

/** How it is laid out. */
export interface TableOptions {
    /** In columns of the terminal; `Infinity` where nothing is cut. */
    readonly width: number;
    readonly heading: (text: string) => string;
}

const GAP = 2;
/** Characters that take two columns: East Asian ones, and pictures. */
const WIDE =
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /[\p{M}\u200b-\u200f\ufe00-\ufe0f]/u;

/** The table with its heading, without a line end at its end. */
export function table<Row>(
    rows: readonly Row[],
    all: readonly Column<Row>[],
    { width, heading }: TableOptions,
): string {
    const columns = columnsThatFit(rows, all, width);
    const widths = widthsOf(rows, columns, width);
    const line = (cells: readonly string[]): string => cells.join(" ".repeat(GAP)).trimEnd();
    const laid = (text: string, index: number): string => fit(text, widths[index] ?? 0);
    return [
        heading(line(columns.map(({ title }, index) => laid(title, index)))),
        ...rows.map((row) =>
            line(
                columns.map(({ cell, paint = same }, index) => {
                    const text = laid(oneLine(cell(row)), index);
                    const word = text.trimEnd();
                    return paint(word, row) + text.slice(word.length);
                }),
            ),
        ),
    ].join("\n");
}

/** How many columns of a terminal a text takes. */
export function columnsOf(text: string): number {
    let columns = 0;
    for (const character of text) {
        columns += NO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
    }
    return columns;
}

function columnsThatFit<Row>(
    rows: readonly Row[],
    all: readonly Column<Row>[],
    width: number,
): readonly Column<Row>[] {
    let columns = all;
    const least = () => columns.reduce((sum, column) => sum + leastOf(rows, column) + GAP, -GAP);
    while (least() > width) {
        const last = Math.max(...columns.map(({ leaves = 0 }) => leaves));
        if (last === 0) break;
        columns = columns.filter(({ leaves = 0 }) => leaves !== last);
    }
    return columns;
}

/** Takes from the widest column that may be cut, until all fit. */
function widthsOf<Row>(
    rows: readonly Row[],
    columns: readonly Column<Row>[],
    width: number,
): number[] {
    const widths = columns.map((column) => naturalWidth(rows, column));
    const least = columns.map((column) => leastOf(rows, column));
    const room = width - GAP * (columns.length - 1);
    for (let over = sum(widths) - room; over > 0; over--) {
        const spare = widths.map((each, index) => each - (least[index] ?? each));
        const most = Math.max(...spare);
        if (most <= 0) break;
        const cuttable = widths.map((each, index) => ((spare[index] ?? 0) > 0 ? each : 0));
        const index = cuttable.indexOf(Math.max(...cuttable));
        widths[index] = (widths[index] ?? 0) - 1;
    }
    return widths;
}

function leastOf<Row>(rows: readonly Row[], column: Column<Row>): number {
    const natural = naturalWidth(rows, column);
    const { least = natural, title } = column;
    return Math.min(natural, Math.max(least, columnsOf(title)));
}

function naturalWidth<Row>(rows: readonly Row[], { title, cell }: Column<Row>): number {
    let widest = columnsOf(title);
    for (const row of rows) widest = Math.max(widest, columnsOf(oneLine(cell(row))));
    return widest;
}

/** Cut with an ellipsis, or filled with blanks. */
function fit(text: string, width: number): string {
    const has = columnsOf(text);
    if (has <= width) return text + " ".repeat(width - has);
    let cut = "";
    let columns = 0;
    for (const character of text) {
        const more = columnsOf(character);
        if (columns + more > width - 1) break;
        cut += character;
        columns += more;
    }
    return `${cut}…${" ".repeat(Math.max(width - 1 - columns, 0))}`;
}

function oneLine(text: string): string {
    return harmless(text).replace(/\s+/gu, " ").trim();
}

function sum(numbers: readonly number[]): number {
    return numbers.reduce((total, each) => total + each, 0);
}

function same(text: string): string {
    return text;
}
