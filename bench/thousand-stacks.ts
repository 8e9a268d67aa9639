/** `list` and `sweep` without `--yes` over a thousand stacks of a `file://` backend, as processes. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { targetConfig } from "../sandbox/engines/target-config.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { findCli } from "../stacks/runner/cli.ts";
import { copiedStacks, type CopiedStacks } from "./copied-stacks.ts";
import { median, type Figure, type Section } from "./figure.ts";
import { measureNode, type ProcessCost } from "./process.ts";

const COUNT = 1000;
const RUNS = 3;
const MAIN = join(import.meta.dirname, "../cli/main.ts");
const NAME = `${COUNT} stacks, file:// backend`;

/** The emulator stands for the account that `sweep` looks at. */
export async function thousandStacks(sandbox: Sandbox): Promise<Section> {
    const missing = await findCli().then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (missing !== undefined) return { name: NAME, figures: [], skipped: missing };
    const dir = await mkdtemp(join(tmpdir(), "tempo-sts-bench-"));
    try {
        const { aws, cluster } = sandbox;
        const stacks = await copiedStacks(dir, COUNT, aws.accountId);
        const config = Object.entries(
            targetConfig({ aws, kubeconfig: cluster.kubeconfig, context: cluster.context }),
        ).flatMap(([key, value]) => ["--config", `${key}=${value}`]);
        return {
            name: NAME,
            figures: [
                ...(await figuresOf("list", ["list", "--json"], stacks)),
                ...(await figuresOf("sweep", ["sweep", "--json", ...config], stacks)),
            ],
        };
    } finally {
        await rm(dir, { recursive: true, force: true });
    }
}

async function figuresOf(
    verb: string,
    args: readonly string[],
    { backend, env, bytes }: CopiedStacks,
): Promise<Figure[]> {
    const costs: ProcessCost[] = [];
    for (let run = 0; run < RUNS; run += 1) {
        costs.push(await measureNode([MAIN, ...args, "--backend", backend], env, { tree: true }));
    }
    const trees = costs.flatMap(({ treePeakMegabytes = [] }) => treePeakMegabytes);
    return [
        {
            name: `${verb}: wall`,
            value: median(costs.map(({ wallSeconds }) => wallSeconds)),
            unit: "s",
            aim: 5,
            note: `median of ${RUNS}; ${found(costs[0]?.stdout ?? "{}")}`,
        },
        {
            name: `${verb}: peak memory of Node`,
            value: median(costs.map(({ peakMegabytes }) => peakMegabytes)),
            unit: "MB",
            aim: 300,
        },
        {
            name: `${verb}: peak memory with all that it starts`,
            value: median(trees),
            unit: "MB",
            note: `states of ${Math.round(bytes / 1024)} KB; pages that are shared count twice`,
        },
    ];
}

interface Result {
    readonly stacks?: readonly unknown[];
    readonly report?: { readonly counts: { readonly planned: number; readonly kept: number } };
}

/** So that a figure of nothing is seen. */
function found(stdout: string): string {
    const { stacks, report } = JSON.parse(stdout) as Result;
    return report === undefined
        ? `${stacks?.length ?? 0} with a lifetime`
        : `${report.counts.planned} to take away, ${report.counts.kept} to keep`;
}
