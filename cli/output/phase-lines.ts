/** Steps as plain lines, for pipes, logs and terminals that cannot redraw. */
import { seconds } from "./duration.ts";
import type { StepDisplay } from "./steps.ts";
import { MARKS } from "./style.ts";
import { harmless } from "./wrap.ts";

const MARK = { passed: MARKS.good, failed: MARKS.bad, skipped: MARKS.skipped } as const;

/** One line when a step starts, one for each new piece of progress, one when it ends. */
export function phaseLines(write: (line: string) => void): StepDisplay {
    const say = (line: string) => {
        write(harmless(line).replace(/\s*\n\s*/gu, "\n    "));
    };
    let last = "";
    return {
        listener: {
            started: (_, title) => {
                say(`${MARKS.running} ${title}`);
            },
            progress: (_, message, passing) => {
                if (message !== last && !passing) say(`  ${message}`);
                last = message;
            },
            ended: ({ title, status, milliseconds, detail }) => {
                const time = status === "skipped" ? "" : ` (${seconds(milliseconds)})`;
                const more = detail === "" ? "" : `: ${detail}`;
                say(`${MARK[status]} ${title}${more}${time}`);
            },
        },
        close: () => Promise.resolve(),
    };
}
