/** What `run` costs over its phases: ten phases that do nothing. */
import { join } from "node:path";

import { median, type Section } from "./figure.ts";
import { measureNode } from "./process.ts";

const RUNS = 5;

interface Printed {
    readonly first: number;
    readonly warm: number;
}

/** The phases' order, limits, retries and report, without their work. */
export async function runOverhead(): Promise<Section> {
    const script = join(import.meta.dirname, "run-nothing.ts");
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await measureNode([script]));
    const printed = runs.map(({ stdout }) => JSON.parse(stdout) as Printed);
    return {
        name: "run, ten phases of nothing",
        figures: [
            {
                name: "the first in a process",
                value: median(printed.map(({ first }) => first)),
                unit: "ms",
                note: `median of ${RUNS}`,
            },
            {
                name: "each one after it",
                value: median(printed.map(({ warm }) => warm)),
                unit: "ms",
                note: "median of 50",
            },
            {
                name: "peak memory",
                value: median(runs.map((run) => run.peakMegabytes)),
                unit: "MB",
            },
        ],
    };
}
