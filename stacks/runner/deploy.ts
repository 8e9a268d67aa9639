/** Deploys a stack of the user's own. */
import type { StackOptions, StackTarget } from "./target.ts";
import type { UpResult } from "./up.ts";

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

/**
 * Makes the stack where there is none, mends what a killed run left, deploys the program, and writes the stack's tags.
 *
 * @throws StackLockedError while another update runs; RunnerError for everything else
 */
export function deployStack(target: StackTarget, options: DeployOptions): Promise<DeployResult> {
    return Promise.reject(new Error(`not written yet: ${target.stack} ${Object.keys(options).length}`));
}
