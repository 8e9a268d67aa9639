/** What a program says with `pulumi.log`: told as events, where the SDK without an engine would print it. */
import { AsyncLocalStorage } from "node:async_hooks";

import * as pulumi from "@pulumi/pulumi";

/** How serious a message is. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** Takes a message, and the resource it is about. */
export type LogSink = (level: LogLevel, message: string, resource: LoggedResource) => void;

/** Empty texts where a message is about no resource. */
export interface LoggedResource {
    readonly type: string;
    readonly name: string;
}

type LogFunction = typeof pulumi.log.info;

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];
const sinks = new AsyncLocalStorage<LogSink>();
const originals = new Map<LogLevel, LogFunction>();
let users = 0;

/** Runs the task so that messages inside it go to the sink. */
export function withLogSink<T>(sink: LogSink, task: () => Promise<T>): Promise<T> {
    return sinks.run(sink, task);
}

/**
 * Lets the SDK's log functions look for a sink until the returned function is called; without
 * one they do what they always did.
 *
 * The SDK offers no other way: without an engine it prints to standard output, and with one it
 * waits for the URN of the resource, which a failed run never gets, before any further message.
 */
export function divertLog(): () => void {
    if (users++ === 0) for (const level of LEVELS) divert(level);
    let done = false;
    return () => {
        if (done) return;
        done = true;
        if (--users === 0) restore();
    };
}

function divert(level: LogLevel): void {
    const log: Record<LogLevel, LogFunction> = pulumi.log;
    const original = log[level];
    originals.set(level, original);
    log[level] = (message, resource, streamId, ephemeral) => {
        const sink = sinks.getStore();
        if (sink === undefined) return original(message, resource, streamId, ephemeral);
        sink(level, message, describe(resource));
        return Promise.resolve();
    };
}

function restore(): void {
    const log: Record<LogLevel, LogFunction> = pulumi.log;
    for (const [level, original] of originals) log[level] = original;
    originals.clear();
}

/** The SDK keeps type and name on the resource without declaring them. */
function describe(resource: object | undefined): LoggedResource {
    const read = (member: string): string => {
        const value: unknown = resource === undefined ? undefined : Reflect.get(resource, member);
        return typeof value === "string" ? value : "";
    };
    return { type: read("__pulumiType"), name: read("__name") };
}
