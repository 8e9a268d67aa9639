/** What the command line costs before it does anything: `--help`, as a process, the way the command starts and without its cache. */
import { join } from "node:path";

import { median, type Section } from "./figure.ts";
import { measureNode, type ProcessCost } from "./process.ts";

const RUNS = 9;

const CLI = join(import.meta.dirname, "../cli");

/** `tempo-sts --help`, from its sources. */
export async function cliStart(): Promise<Section> {
    const command = join(CLI, "tempo-sts.mjs");
    // The first start fills the cache of what Node makes of the sources.
    await measureNode([command, "--help"]);
    const runs = await measured(command);
    const uncached = await measured(join(CLI, "main.ts"));
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
            {
                name: "CPU of a first start",
                value: median(uncached.map((run) => run.cpuSeconds)) * 1000,
                unit: "ms",
                note: "nothing in the cache yet",
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

async function measured(script: string): Promise<ProcessCost[]> {
    const runs: ProcessCost[] = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await measureNode([script, "--help"]));
    return runs;
}
