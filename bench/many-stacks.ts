/** 1, 10 and 100 stacks deployed and destroyed at once in one sandbox: does a hundred cost more than a hundred times one? */
import { InProcessEngine } from "../sandbox/engines/in-process.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import type { Figure, Section } from "./figure.ts";

const COUNTS = [1, 10, 100];
/** A hundred stacks may take this many times what one takes. */
const GROWTH_AIM = 20;

/** In ascending order, for the process' peak memory only ever grows. */
export async function manyStacks(sandbox: Sandbox): Promise<Section> {
    const engine = new InProcessEngine({
        aws: sandbox.aws,
        kubeconfig: sandbox.cluster.kubeconfig,
        context: sandbox.cluster.context,
    });
    // The first deployment pays for loading the SDK.
    await deployAndDestroy(engine, "warm", 1, sandbox.cluster.issuer);
    const seconds: number[] = [];
    const figures: Figure[] = [];
    for (const count of COUNTS) {
        const { up, down } = await deployAndDestroy(
            engine,
            `n${count}`,
            count,
            sandbox.cluster.issuer,
        );
        seconds.push(up + down);
        const many = `${count} at once`;
        figures.push(
            { name: `${many}: deploy`, value: up, unit: "s" },
            { name: `${many}: destroy`, value: down, unit: "s" },
            { name: `${many}: peak memory of Node`, value: peakMegabytes(), unit: "MB" },
        );
    }
    await engine.dispose();
    const growth = (seconds.at(-1) ?? 0) / (seconds[0] ?? 1);
    figures.push({ name: "100 stacks against one", value: growth, unit: "×", aim: GROWTH_AIM });
    return { name: "many stacks", figures };
}

async function deployAndDestroy(
    engine: InProcessEngine,
    prefix: string,
    count: number,
    issuer: string,
): Promise<{ up: number; down: number }> {
    const names = Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
    const started = performance.now();
    const stacks = await Promise.all(
        names.map((stack) =>
            engine.up(
                {
                    "tempo-sts:namespace": `bench-${stack}`,
                    "tempo-sts:issuer": issuer,
                    "tempo-sts:traceCheck": JSON.stringify({ enabled: false }),
                },
                { stack },
            ),
        ),
    );
    const deployed = performance.now();
    await Promise.all(stacks.map((stack) => stack.destroy()));
    const destroyed = performance.now();
    return { up: (deployed - started) / 1000, down: (destroyed - deployed) / 1000 };
}

function peakMegabytes(): number {
    return process.resourceUsage().maxRSS / 1024;
}
