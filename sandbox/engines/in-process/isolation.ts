/** Keeps many runs of Pulumi's SDK in one process apart. */
import * as state from "@pulumi/pulumi/runtime/state.js";

interface Isolation {
    withLocalStorage<T>(task: () => Promise<T>): Promise<T>;
}

/**
 * Runs the task with an SDK state of its own (stack, configuration, monitor), as Pulumi's
 * Automation API does for inline programs.
 */
export function isolated<T>(task: () => Promise<T>): Promise<T> {
    const loaded: unknown = state;
    if (!isIsolation(loaded)) {
        throw new Error(
            "Expected @pulumi/pulumi to keep runs apart as version 3.270 does, got another version. Install the versions in package-lock.json.",
        );
    }
    return loaded.withLocalStorage(task);
}

function isIsolation(value: unknown): value is Isolation {
    return (
        typeof value === "object" &&
        value !== null &&
        "withLocalStorage" in value &&
        typeof value.withLocalStorage === "function"
    );
}
