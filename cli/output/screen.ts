/** Shows steps while they run: a live list on a terminal, lines elsewhere, nothing when it is to be quiet. */
import { widthOf, type Io, type TextStream } from "../io.ts";
import { phaseLines } from "./phase-lines.ts";
import type { Step, StepDisplay, StepListener } from "./steps.ts";

/** What decides on the way of showing. */
export interface ScreenOptions {
    readonly io: Io;
    /** All of them, in order. */
    readonly steps: readonly Step[];
    readonly color: boolean;
    readonly json?: boolean | undefined;
    readonly quiet?: boolean | undefined;
    /** Where lines go. @default - stdout; with `json`, whose one object stands there alone, stderr */
    readonly lines?: TextStream | undefined;
}

/** The steps as they run. */
export interface Screen {
    readonly listener: StepListener;
    /** Ends what is drawn, so that something else can be printed; what comes later is shown in plain lines. */
    pause(): Promise<void>;
}

const NOWHERE: StepDisplay = { listener: {}, close: () => Promise.resolve() };

/** Opens it; a live list is drawn at once. */
export async function openScreen(options: ScreenOptions): Promise<Screen> {
    const { io, steps, color, json = false, quiet = false } = options;
    const stream = options.lines ?? (json ? io.stderr : io.stdout);
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
        display = await phaseTasks({ steps, color, columns: () => widthOf(io.stdout, 80) });
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
