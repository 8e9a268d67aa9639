/** Runs a program with Pulumi's SDK against a run's monitor, apart from all other runs. */
import * as pulumi from "@pulumi/pulumi";

import { Hooks } from "./hooks.ts";
import { isolated } from "./isolation.ts";
import { EngineMonitor } from "./monitor.ts";
import { withLogSink } from "./program-log.ts";
import type { RunState } from "./run-state.ts";
import { withTaker } from "./stray-rejections.ts";

/** A Pulumi program as a function; what it returns are the stack's outputs. */
export type Program = () => Promise<Record<string, unknown> | undefined>;

/** How to run it. */
export interface ProgramOptions {
    readonly secretKeys: readonly string[];
    readonly hookTimeoutSeconds: number;
    /** Gives the run up. */
    readonly signal: AbortSignal | undefined;
}

/**
 * Runs the program until everything it registered is complete.
 *
 * @throws whatever failed first; the run holds the resource it was about. Nothing is under way then.
 */
export function runProgram(
    run: RunState,
    program: Program,
    options: ProgramOptions,
): Promise<Record<string, unknown>> {
    const { signal } = options;
    const giveUp = (): void => {
        run.giveUp(signal?.reason);
    };
    const supervise = async (): Promise<Record<string, unknown>> => {
        signal?.addEventListener("abort", giveUp, { once: true });
        try {
            signal?.throwIfAborted();
            return await Promise.race([complete(run, program, options), run.failed]);
        } catch (error) {
            run.fail({ error });
            throw run.failure?.error ?? error;
        } finally {
            await run.quiet();
            run.finish();
            signal?.removeEventListener("abort", giveUp);
            // Ends the callback server; an abandoned program's requests are not answered any more.
            pulumi.runtime.disconnectSync();
            run.hooks.close();
        }
    };
    return isolated(() =>
        withTaker(
            (reason) => run.takeRejection(reason),
            () =>
                withLogSink(
                    (level, message, resource) => {
                        run.takeLog(level, message, resource);
                    },
                    () => start(run, options, supervise),
                ),
        ),
    );
}

function start<T>(run: RunState, options: ProgramOptions, supervise: () => Promise<T>): Promise<T> {
    const { stack, project, preview, config, onEvent } = run.parts;
    run.hooks = new Hooks({
        preview,
        timeoutSeconds: options.hookTimeoutSeconds,
        signal: run.signal,
        onCall: ({ type, name }, message) => {
            onEvent({ kind: "hook", type, name, message });
        },
    });
    pulumi.runtime.setMockOptions(new EngineMonitor(run), project, stack, preview, "organization");
    pulumi.runtime.setAllConfig({ ...config }, [...options.secretKeys]);
    return supervise();
}

async function complete(
    run: RunState,
    program: Program,
    options: ProgramOptions,
): Promise<Record<string, unknown>> {
    const outputs: unknown = await pulumi.runtime.runInPulumiStack(program);
    // Drains the SDK's requests: resources that no output needs are complete then too.
    await pulumi.runtime.disconnect();
    // A rejection that nobody handles is told in the next turn.
    await new Promise((resolve) => setImmediate(resolve));
    options.signal?.throwIfAborted();
    if (run.failure !== undefined) throw run.failure.error;
    // Pulumi's engine fails an update in which the program reported an error, too.
    if (run.reportedError !== undefined) throw new Error(run.reportedError);
    return typeof outputs === "object" && outputs !== null ? { ...outputs } : {};
}
