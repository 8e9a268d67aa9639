/** Names with values below a heading, and lists: text that fits the terminal. */
import type { View } from "../session.ts";
import { wrap } from "./wrap.ts";

const MARGIN = "  ";

/** `name  value` in two columns, long values wrapped; names without a value are left out. */
export function facts(
    rows: readonly (readonly [name: string, value: string | undefined])[],
    view: View,
): string[] {
    const known = rows.flatMap(([name, value]) =>
        value === undefined || value === "" ? [] : [[view.clean(name), view.clean(value)] as const],
    );
    const longest = Math.max(...known.map(([name]) => name.length), 0);
    return known.flatMap(([name, value]) => {
        const room = view.tableWidth - MARGIN.length - longest - 2;
        const lines = wrap(value, Math.max(room, 20));
        return lines.map((line, index) => {
            const lead = index === 0 ? view.style.faint(name.padEnd(longest)) : " ".repeat(longest);
            return `${MARGIN}${lead}  ${line}`;
        });
    });
}

/** A heading and what stands below it; nothing where nothing does. */
export function block(heading: string, lines: readonly string[], { style }: View): string[] {
    return lines.length === 0 ? [] : ["", style.strong(heading), ...lines];
}

/** Wrapped text behind a mark. */
export function marked(mark: string, text: string, view: View): string[] {
    const lead = `${MARGIN}${mark} `;
    return wrap(view.clean(text), view.width - 4).map(
        (line, index) => `${index === 0 ? lead : "    "}${line}`,
    );
}

/** Blocks as one text. */
export function page(blocks: readonly (readonly string[])[]): string {
    return blocks.flat().join("\n").replace(/^\n+/u, "");
}
