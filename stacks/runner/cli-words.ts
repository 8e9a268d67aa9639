/** What Pulumi's CLI says of a failure. */

/** Lines of its output that are kept where it calls none an error. */
const LAST_LINES = 12;

/** What the CLI calls an error; where it calls nothing so, the end of what it printed. */
export function reasonIn(output: string): string {
    const lines = output.split("\n").filter((line) => line.trim() !== "");
    const errors = lines.flatMap((line) => /^\s*error: (.+)$/.exec(line)?.[1] ?? []);
    return [...new Set(errors.length > 0 ? errors : lines)].slice(-LAST_LINES).join("\n");
}
