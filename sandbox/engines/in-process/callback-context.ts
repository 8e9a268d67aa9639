/** Lets the SDK's callbacks run as part of the run that registered them. */
import { AsyncLocalStorage } from "node:async_hooks";

import * as pulumi from "@pulumi/pulumi";

/**
 * Binds a callback to the run it is registered in: HTTP/2 loses the asynchronous context between
 * call and callback, and with it the run's stack, its configuration, and whose rejection it is.
 */
export function keepContext(token: string): void {
    const server: unknown = pulumi.runtime.getCallbacks();
    const known: unknown =
        typeof server === "object" && server !== null && "_callbacks" in server
            ? server._callbacks
            : undefined;
    const callback: unknown = known instanceof Map ? known.get(token) : undefined;
    if (!(known instanceof Map) || !isCallback(callback)) {
        throw new Error(
            "Expected @pulumi/pulumi to keep its callbacks as version 3.270 does, got another version. Install the versions in package-lock.json.",
        );
    }
    known.set(token, AsyncLocalStorage.bind(callback));
}

function isCallback(value: unknown): value is (request: Uint8Array) => unknown {
    return typeof value === "function";
}
