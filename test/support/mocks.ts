/** Runs a piece of a Pulumi program against strict mocks, and tells what it asked for. */
import * as pulumi from "@pulumi/pulumi";

import { answerCall, answerResource, CALL_ANSWERS, type CallAnswers } from "./answers.ts";
import { RecordingMonitor } from "./monitor.ts";
import { plain, STACK_TYPE, type RecordedResource } from "./recorded.ts";

/** How a program is run. */
export interface MockOptions {
    /** Whether it is a preview: what only the cloud knows is then unknown. @default false */
    readonly preview?: boolean;
    /** Answers to functions, in place of the usual ones. @default - none */
    readonly calls?: CallAnswers;
    /** States of read resources by type, in place of the usual ones. @default - none */
    readonly reads?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What a program asked for. */
export interface Deployment<T> {
    /** What the program returned. */
    readonly result: T;
    /** Every resource, in the order in which the engine was asked for it. */
    readonly resources: readonly RecordedResource[];
    /** Every call of a function. */
    readonly calls: readonly { readonly token: string; readonly inputs: unknown }[];
    /** The warnings that a person would see. */
    readonly warnings: readonly string[];
    /** The names of the hooks that were registered. */
    readonly hooks: readonly string[];
    /** The names of the outputs that each component registered. */
    readonly registeredOutputs: ReadonlyMap<string, readonly string[]>;
    /** The one resource of this name. */
    readonly resource: (name: string) => RecordedResource;
}

/** Runs the program to its end; rejects when any of its resources failed, or the program itself. */
export async function deploy<T>(
    program: () => T,
    options: MockOptions = {},
): Promise<Deployment<T>> {
    const { deployment, failures } = await run(program, options);
    const [first] = failures;
    if (first !== undefined) {
        throw first;
    }
    return deployment;
}

/** Runs a program that must fail, and gives its distinct failures. */
export async function failures(
    program: () => unknown,
    options: MockOptions = {},
): Promise<Error[]> {
    const outcome = await run(program, options);
    if (outcome.failures.length === 0) {
        throw new Error("The program was expected to fail, but it did not");
    }
    return outcome.failures;
}

async function run<T>(
    program: () => T,
    { preview = false, calls: ownAnswers = {}, reads = {} }: MockOptions,
): Promise<{ deployment: Deployment<T>; failures: Error[] }> {
    const calls: { token: string; inputs: unknown }[] = [];
    const mocks: pulumi.runtime.Mocks = {
        newResource: (args) => answerResource(args, preview, reads),
        call: (args) => {
            calls.push({ token: args.token, inputs: plain(args.inputs) });
            return answerCall(args, { ...CALL_ANSWERS, ...ownAnswers });
        },
    };
    const monitor = new RecordingMonitor(mocks);
    pulumi.runtime.setMockOptions(monitor, "tempo-sts", "test", preview);
    const { result, failures: found, warnings } = await settled(program);
    const resources = monitor.recorded.filter(({ type }) => type !== STACK_TYPE);
    const deployment = {
        result,
        resources,
        calls,
        warnings,
        hooks: monitor.hooks,
        registeredOutputs: monitor.registeredOutputs,
        resource: (name: string) => only(resources, name),
    };
    return { deployment, failures: found };
}

function only(resources: readonly RecordedResource[], name: string): RecordedResource {
    const [found, ...others] = resources.filter((each) => each.name === name);
    if (found === undefined || others.length > 0) {
        const names = resources.map((each) => each.name).join(", ");
        throw new Error(`Expected one resource ${name}, got ${others.length} more of: ${names}`);
    }
    return found;
}

/** Runs the program until the engine has nothing more to do. What fails late fails as an unhandled rejection. */
async function settled<T>(
    program: () => T,
): Promise<{ result: T; failures: Error[]; warnings: string[] }> {
    const failed = new Set<unknown>();
    const warnings: string[] = [];
    const restore = listen(failed, warnings);
    const results: T[] = [];
    try {
        await inStack(() => results.push(program())).catch((error: unknown) => failed.add(error));
        await pulumi.runtime.disconnect();
        await new Promise((resolve) => setImmediate(resolve));
    } finally {
        restore();
    }
    const [result] = results;
    return {
        result: result as T,
        warnings,
        failures: [...failed].map((each) =>
            each instanceof Error ? each : new Error(String(each)),
        ),
    };
}

/** Below a root resource, as a real program: only then the SDK asks the monitor what it can do. */
async function inStack(program: () => unknown): Promise<void> {
    await pulumi.runtime.runInPulumiStack(() => {
        program();
        return Promise.resolve({});
    });
}

/** Takes over what would otherwise end the test run or appear among its lines; gives back how to stop that. */
function listen(failed: Set<unknown>, warnings: string[]): () => void {
    const { console: terminal } = globalThis;
    const warn = terminal.warn.bind(terminal);
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", (reason) => failed.add(reason));
    terminal.warn = (message: unknown) => {
        warnings.push(String(message));
    };
    return () => {
        terminal.warn = warn;
        process.removeAllListeners("unhandledRejection");
        for (const listener of others) {
            process.on("unhandledRejection", listener);
        }
    };
}
