/** What it costs to start the program: everything that `pulumi up` loads, to the last registered resource. */
import { join } from "node:path";

import { median, type Section } from "./figure.ts";
import { measureNode } from "./process.ts";

const RUNS = 5;

/** The stack's program under mocks, in a process of its own. */
export async function programStart(): Promise<Section> {
    const script = join(import.meta.dirname, "under-mocks.ts");
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) {
        runs.push(await measureNode([script]));
    }
    return {
        name: "program start",
        figures: [
            { name: "CPU", value: median(runs.map((run) => run.cpuSeconds)), unit: "s", aim: 1.5 },
            { name: "wall", value: median(runs.map((run) => run.wallSeconds)), unit: "s" },
            {
                name: "peak memory",
                value: median(runs.map((run) => run.peakMegabytes)),
                unit: "MB",
                aim: 200,
                note: `median of ${RUNS}, issuer set`,
            },
        ],
    };
}
