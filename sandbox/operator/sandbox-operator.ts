/** The operator's whole side of a sandbox: an operator, and what is played of the cluster around it. */
import { startCollector } from "./collector.ts";
import { ClusterApi, type ClusterTarget } from "./cluster/cluster-api.ts";
import { RESOURCES } from "./cluster/objects.ts";
import { list } from "./cluster/verbs.ts";
import type { Operator, Running } from "./events.ts";
import { once } from "./lifetime.ts";
import { startRealOperator } from "./real-operator.ts";
import { startRouter } from "./router.ts";
import { startOperator, type OperatorOptions } from "./stand-in.ts";
import { startWorkloads } from "./workloads.ts";

/** How the operator's side is started. */
export interface SandboxOperatorOptions extends OperatorOptions {
    /** Path of a real operator's program. @default the stand-in is started */
    readonly binary?: string | undefined;
}

/** Starts all of it together; when one part cannot start, the others are stopped again. */
export async function startSandboxOperator(options: SandboxOperatorOptions): Promise<Operator> {
    const { binary, distribution = "openshift" } = options;
    // Pods of a real operator run for real where there are nodes; those of the stand-in never do.
    const playsPods = binary === undefined || !(await hasNodes(options));
    const others: Promise<Running>[] = [startCollector(options)];
    if (playsPods) others.push(startWorkloads(options));
    if (distribution === "openshift") others.push(startRouter(options));
    const operator =
        binary === undefined ? startOperator(options) : startRealOperator({ ...options, binary });
    const results = await Promise.allSettled([operator, ...others]);
    const stop = once(async () => {
        await Promise.all(results.map(stopStarted));
    });
    const failed = results.find((result) => result.status === "rejected");
    if (failed) {
        await stop();
        throw failed.reason;
    }
    const { kind, description } = await operator;
    return { kind, description, stop };
}

async function hasNodes(target: ClusterTarget): Promise<boolean> {
    const api = await ClusterApi.connect(target);
    try {
        return (await list(api, RESOURCES.Node)).length > 0;
    } finally {
        api.close();
    }
}

async function stopStarted(result: PromiseSettledResult<Running>): Promise<void> {
    if (result.status === "fulfilled") await result.value.stop();
}
