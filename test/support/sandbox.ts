/** One sandbox for all specs that need it: started when the first one asks, stopped when the last spec is over. */
import { randomBytes } from "node:crypto";

import { startSandbox, type Sandbox } from "../../sandbox/sandbox.ts";
import { prepareSandbox } from "../../sandbox/setup/prepare.ts";

/** What a first start may take, set-up with a build from source included. */
export const SANDBOX_TIMEOUT_MS = 20 * 60_000;

let started: Promise<Sandbox> | undefined;

/**
 * The shared sandbox. Call it in a `before` hook whose time-out is {@link SANDBOX_TIMEOUT_MS}, and keep to
 * names of your own in it: {@link freshName}.
 */
export function sharedSandbox(): Promise<Sandbox> {
    return (started ??= start());
}

/** A name that no other spec uses, legal for a namespace, a bucket and a role. */
export function freshName(prefix: string): string {
    return `${prefix}-${randomBytes(4).toString("hex")}`;
}

async function start(): Promise<Sandbox> {
    const prepared = await prepareSandbox({
        needControlPlane: true,
        onProgress: (message) => process.stderr.write(`  (sandbox: ${message})\n`),
    });
    const start = new AbortController();
    const sandbox = await startSandbox({ ...prepared, signal: start.signal });
    // Only the start can be given up: all specs that follow find a sandbox that still runs.
    start.abort(new Error("too late"));
    return sandbox;
}

// At the level of the root suite, because the file is loaded while no suite is open.
after("the shared sandbox stops", async function () {
    this.timeout(60_000);
    const sandbox = await started?.catch(() => undefined);
    await sandbox?.stop();
});
