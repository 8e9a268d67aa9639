/** Deploys a stack of the user's own. */
import { setTimeout as pause } from "node:timers/promises";

import { claimOptions, withClaim } from "./claim.ts";
import { type OpenStack, withProject } from "./open-stack.ts";
import { isPassing } from "./passing.ts";
import { configuredStack, initStack, placeConfigFile, stackExists } from "./prepare-stack.ts";
import { repairStack } from "./repair.ts";
import { accountTag, setTags, wantedTags } from "./tags.ts";
import type { StackOptions, StackTarget } from "./target.ts";
import { up, type UpResult } from "./up.ts";

/** What was deployed. */
export interface DeployResult extends UpResult {
    readonly stack: string;
    /** What a killed run had left, and what became of it; empty where there was nothing. */
    readonly repaired: readonly string[];
}

/** How to deploy. */
export interface DeployOptions extends StackOptions {
    /** How often an update is begun again that failed for a passing reason. @default 0 */
    readonly retries?: number | undefined;
}

type Prepared = Awaited<ReturnType<typeof configuredStack>>;

const FIRST_PAUSE_MS = 2_000;

/**
 * Makes the stack where there is none, mends what a killed run left, deploys the program, and writes the stack's tags.
 *
 * @throws StackLockedError while another update runs; RunnerError for everything else
 */
export function deployStack(
    target: StackTarget,
    options: DeployOptions = {},
): Promise<DeployResult> {
    return withProject(target, options, async (project) => {
        const { stack: name } = target;
        const { signal } = options;
        await placeConfigFile(project, target);
        const exists = await stackExists(project, name, signal);
        if (!exists) await initStack(project, target, signal);
        const open = await configuredStack(project, target, "target", { exists: true, signal });
        const repaired: string[] = [];
        const result = await withClaim(open, claimOptions(target, options), async (released) => {
            const mended = await repairStack(open, options);
            repaired.splice(0, Infinity, ...released, ...mended);
            return deployTagged(open, options);
        });
        return { ...result, stack: name, repaired };
    });
}

/** The tags come first: whoever finds a stack that was killed must know when it may go. */
async function deployTagged(open: Prepared, options: DeployOptions): Promise<UpResult> {
    const { lifetime, tags } = open;
    const wanted = lifetime === undefined ? {} : await wantedTags(open, lifetime);
    await setTags(open, wanted, tags, options.signal);
    const result = await upPatiently(open, options);
    if (lifetime !== undefined) await setTags(open, accountTag(result.outputs), tags);
    return result;
}

async function upPatiently(open: OpenStack, options: DeployOptions): Promise<UpResult> {
    const { retries = 0, signal, onEvent } = options;
    for (let attempt = 0; ; attempt++) {
        try {
            return await up(open, options);
        } catch (error) {
            if (attempt >= retries || !isPassing(error)) throw error;
            const message = `attempt ${attempt + 1} failed for a reason that may pass: ${String(error)}`;
            const about = { urn: "", type: "", name: "", message };
            onEvent?.({ kind: "message", severity: "warning", ...about });
            const wait = FIRST_PAUSE_MS * 2 ** attempt;
            await pause(wait, undefined, signal === undefined ? {} : { signal });
        }
    }
}
