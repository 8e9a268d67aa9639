/** Steps as a live list of tasks on a terminal. */
import type { ListrTask } from "listr2";

import { seconds } from "./duration.ts";
import type { Step, StepDisplay, StepResult } from "./steps.ts";
import { cut } from "./wrap.ts";

/** Where the list is drawn. */
export interface TaskOptions {
    /** All of them, in order. */
    readonly steps: readonly Step[];
    readonly color: boolean;
    readonly columns: () => number;
}

/** What a task of the list waits for. */
interface Slot {
    readonly ended: Promise<StepResult>;
    readonly end: (result: StepResult) => void;
    progress: (message: string) => void;
}

/** Draws the list at once; each task runs when its step does. */
export async function phaseTasks({ steps, color, columns }: TaskOptions): Promise<StepDisplay> {
    // The list asks Node whether to colour, and Node asks the environment.
    if (!color) process.env["NO_COLOR"] = "1";
    const { Listr } = await import("listr2");
    const slots = new Map(steps.map(({ id }): [string, Slot] => [id, slot()]));
    const tasks = steps.map(({ id, title }) => task(title, slots.get(id) ?? slot(), columns));
    const list = new Listr(tasks, {
        exitOnError: false,
        // The command line listens to signals itself: everything that runs has to be taken away first.
        registerSignalListeners: false,
        rendererOptions: { collapseErrors: false, showErrorMessage: false },
    });
    const drawn = list.run();
    return {
        listener: {
            // What was left out on request is told of too, and is not in the list.
            progress: (id, message) => {
                slots.get(id)?.progress(message);
            },
            ended: (result) => {
                slots.get(result.id)?.end(result);
            },
        },
        close: async () => {
            for (const { id, title } of steps) {
                const notRun = { id, title, status: "skipped", milliseconds: 0 } as const;
                slots.get(id)?.end({ ...notRun, detail: "not run" });
            }
            await drawn;
        },
    };
}

function task(title: string, own: Slot, columns: () => number): ListrTask {
    return {
        title,
        task: async (_, shown) => {
            own.progress = (message) => {
                shown.output = cut(message, columns() - 6);
            };
            const { status, detail, milliseconds } = await own.ended;
            const more = detail === "" ? "" : `: ${detail}`;
            const time = status === "skipped" ? "" : ` (${seconds(milliseconds)})`;
            shown.title = `${cut(`${title}${more}`, columns() - 6 - time.length)}${time}`;
            if (status === "skipped") shown.skip(shown.title);
            if (status === "failed") throw new Error(detail);
        },
    };
}

function slot(): Slot {
    let end: Slot["end"] = () => undefined;
    const ended = new Promise<StepResult>((resolve) => {
        end = resolve;
    });
    return { ended, end, progress: () => undefined };
}
