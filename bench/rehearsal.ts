/** A warm `npm start`, phase by phase. */
import { join } from "node:path";

import { median, type Figure, type Section } from "./figure.ts";
import { measureNode } from "./process.ts";

const RUNS = 3;

interface Report {
    readonly engine: string;
    readonly timings: Readonly<Record<string, number>>;
}

/** The whole rehearsal as a process, by one engine. */
export async function rehearsal(engine: "in-process" | "auto"): Promise<Section> {
    const main = join(import.meta.dirname, "../cli/main.ts");
    const costs = [];
    for (let run = 0; run < RUNS; run += 1) {
        costs.push(await measureNode([main, "rehearse", "--json", "--engine", engine]));
    }
    const reports = costs.map(({ stdout }) => JSON.parse(stdout) as Report);
    const phases = Object.keys(reports[0]?.timings ?? {}).filter((phase) => phase !== "total");
    return {
        name: `npm start, ${reports[0]?.engine ?? engine}`,
        figures: [
            ...phases.map((phase): Figure => ({
                name: phase,
                value: median(reports.map(({ timings }) => timings[phase] ?? 0)) / 1000,
                unit: "s",
            })),
            {
                name: "whole process",
                value: median(costs.map(({ wallSeconds }) => wallSeconds)),
                unit: "s",
                aim: 15,
                note: `median of ${RUNS}`,
            },
            {
                name: "peak memory of Node",
                value: median(costs.map(({ peakMegabytes }) => peakMegabytes)),
                unit: "MB",
            },
        ],
    };
}
