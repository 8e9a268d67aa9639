/** Looks for what was changed behind the stack's back. */
import type { StackOptions, StackTarget } from "./target.ts";

/** One resource that is not as it should be. */
export interface DriftedResource {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    /** What a refresh or an update would do to it. */
    readonly op: string;
}

/** Compares what is there with the state, and the state with the program; changes neither. */
export function driftOfStack(
    target: StackTarget,
    options: StackOptions,
): Promise<{ readonly drifted: readonly DriftedResource[] }> {
    return Promise.reject(new Error(`not written yet: ${target.stack} ${Object.keys(options).length}`));
}
