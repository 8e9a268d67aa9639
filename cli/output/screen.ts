/** Where the phases of a rehearsal are shown: a live list, plain lines, or nowhere. */
import type { PhaseListener } from "../../sandbox/rehearsal/phases.ts";
import { widthOf, type Io } from "../io.ts";
import { phaseLines, type PhaseDisplay } from "./phase-lines.ts";

/** What decides on the way of showing. */
export interface ScreenOptions {
    readonly io: Io;
    readonly color: boolean;
    readonly json?: boolean | undefined;
    readonly quiet?: boolean | undefined;
}

/** The phases as they run. */
export interface Screen {
    readonly listener: PhaseListener;
    /** Ends what is drawn, so that something else can be printed; what comes later is shown in plain lines. */
    pause(): Promise<void>;
}

const NOWHERE: PhaseDisplay = { listener: {}, close: () => Promise.resolve() };

/** The result of a program belongs on stdout alone, so the phases of `--json` go to stderr. */
export async function openScreen(options: ScreenOptions): Promise<Screen> {
    const { io, color, json = false, quiet = false } = options;
    const stream = json ? io.stderr : io.stdout;
    const lines = () =>
        quiet
            ? NOWHERE
            : phaseLines((line) => {
                  stream.write(`${line}\n`);
              });
    const live = !quiet && !json && io.stdout.isTTY === true && io.env["TERM"] !== "dumb";
    let display = lines();
    if (live) {
        const { phaseTasks } = await import("./phase-tasks.ts");
        display = await phaseTasks({ color, columns: () => widthOf(io.stdout, 80) });
    }
    return {
        listener: {
            started: (...told) => display.listener.started?.(...told),
            progress: (...told) => display.listener.progress?.(...told),
            ended: (...told) => display.listener.ended?.(...told),
        },
        pause: async () => {
            await display.close();
            display = lines();
        },
    };
}
