/** What the specs with Pulumi's real CLI have in common. */
import type { Context } from "mocha";

import type { EngineTarget } from "../../../sandbox/engines/engine.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import { findCli } from "../../../stacks/runner/cli.ts";

/** Real plugins are not looked for: the sandbox's own are what is tested. */
export const NO_PLUGINS = { PATH: "", HOME: "/none", PULUMI_HOME: "/none" };

/** Skips the suite where there is no CLI, and says so. */
export async function skipWithoutCli(context: Context, suite: string): Promise<void> {
    const missing = await findCli().then(
        () => undefined,
        (error: unknown) => String(error),
    );
    if (missing === undefined) return;
    process.stderr.write(`\n  (SKIPPED: ${suite}: ${missing})\n`);
    context.skip();
}

/** Where the engines deploy to. */
export function targetOf({ aws, cluster }: Sandbox): EngineTarget {
    return { aws, kubeconfig: cluster.kubeconfig, context: cluster.context };
}
