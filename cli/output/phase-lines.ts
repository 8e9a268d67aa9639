/** The phases of a rehearsal as plain lines, for pipes, logs and terminals that cannot redraw. */
import type { PhaseListener } from "../../sandbox/rehearsal/phases.ts";
import { seconds } from "./duration.ts";
import { MARKS } from "./style.ts";
import { harmless } from "./wrap.ts";

/** Shows phases as they run. */
export interface PhaseDisplay {
    readonly listener: PhaseListener;
    /** Resolves when everything is on the screen. */
    close(): Promise<void>;
}

const MARK = { passed: MARKS.good, failed: MARKS.bad, skipped: MARKS.skipped } as const;

/** One line when a phase starts, one for each new piece of progress, one when it ends. */
export function phaseLines(write: (line: string) => void): PhaseDisplay {
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
