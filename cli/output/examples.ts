/** The end of a verb's help: what to type, and what comes of it. */
import { widthOf, type TextStream } from "../io.ts";
import { wrap } from "./wrap.ts";

/** A command line without `tempo-sts`, and what it does. */
export type Example = readonly [line: string, meaning: string];

const HELP_WIDTH = 100;
const MARGIN = 2;

/** Examples in two columns where they fit, else one below the other; then what else there is to say. */
export function examples(all: readonly Example[], stream: TextStream, after: string): string {
    const width = widthOf(stream, HELP_WIDTH);
    // A comment to the shell, so that the whole line can be pasted.
    const lines = all.map(([line, meaning]) => [`tempo-sts ${line}`, `# ${meaning}`] as const);
    const longest = Math.max(...lines.map(([line]) => line.length));
    const fits = lines.every(([, { length }]) => MARGIN + longest + MARGIN + length <= width);
    const rows = lines.flatMap(([line, meaning]) =>
        fits
            ? [`  ${line.padEnd(longest)}  ${meaning}`]
            : [`  ${line}`, ...wrap(meaning, width - 6).map((each) => `      ${each}`)],
    );
    return ["", "Examples:", ...rows, "", ...wrap(after, width)].join("\n");
}
