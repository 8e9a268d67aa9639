/** An in-process engine with a fake provider behind it. */
import { InProcessEngine, type InProcessOptions } from "../../../sandbox/engines/in-process.ts";
import type { Deployment, EngineEvent } from "../../../sandbox/engines/engine.ts";
import type { Program } from "../../../sandbox/engines/in-process/run-program.ts";
import { asRecord } from "../../../sandbox/provider-objects/wire-values.ts";
import { FakeProvider, type Misbehaviour } from "./fake-provider.ts";

/** What a spec looks at. */
export interface EngineFixture {
    readonly engine: InProcessEngine;
    readonly provider: FakeProvider;
    readonly events: EngineEvent[];
    /** Deploys and keeps the events. */
    readonly up: (config?: Record<string, string>, signal?: AbortSignal) => Promise<Deployment>;
}

/** An engine for a program, which may return its outputs or nothing. */
export function engineFor(
    declare: () => unknown,
    options: Omit<InProcessOptions, "program" | "loadProvider"> & {
        misbehaviour?: Misbehaviour;
        milliseconds?: number;
    } = {},
): EngineFixture {
    const { misbehaviour, milliseconds, ...rest } = options;
    const provider = new FakeProvider(misbehaviour, milliseconds);
    const loadProvider = (name: string): Promise<FakeProvider> =>
        name === "fake"
            ? Promise.resolve(provider)
            : Promise.reject(new Error(`no provider for ${name}`));
    // A program that returns nothing has no outputs.
    const program: Program = async () => asRecord(await declare());
    const engine = new InProcessEngine(undefined, { ...rest, program, loadProvider });
    const events: EngineEvent[] = [];
    return {
        engine,
        provider,
        events,
        up: (config = {}, signal) =>
            engine.up(config, { signal, onEvent: (event) => events.push(event) }),
    };
}

/** Collects rejections that nobody handles while the task runs, and a while longer. */
export async function strayRejections(task: () => Promise<unknown>): Promise<unknown[]> {
    const seen: unknown[] = [];
    const own = process.listeners("unhandledRejection");
    const take = (reason: unknown): void => {
        seen.push(reason);
    };
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", take);
    try {
        await task();
        await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
        process.off("unhandledRejection", take);
        for (const listener of own) process.on("unhandledRejection", listener);
    }
    return seen;
}
