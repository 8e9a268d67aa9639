/** What the command line costs before it does anything: `--help`, as a process. */
import { join } from "node:path";

import { median, type Section } from "./figure.ts";
import { measureNode } from "./process.ts";

const RUNS = 9;

/** `tempo-sts --help`, from its sources. */
export async function cliStart(): Promise<Section> {
    const main = join(import.meta.dirname, "../cli/main.ts");
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) {
        runs.push(await measureNode([main, "--help"]));
    }
    return {
        name: "tempo-sts --help",
        figures: [
            {
                name: "CPU",
                value: median(runs.map((run) => run.cpuSeconds)) * 1000,
                unit: "ms",
                aim: 150,
                note: `median of ${RUNS}`,
            },
            { name: "wall", value: median(runs.map((run) => run.wallSeconds)) * 1000, unit: "ms" },
            {
                name: "peak memory",
                value: median(runs.map((run) => run.peakMegabytes)),
                unit: "MB",
            },
        ],
    };
}
