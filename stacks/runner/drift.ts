/** Looks for what was changed behind the stack's back. */
import { StackMissingError } from "./errors.ts";
import type { RunnerListener } from "./events.ts";
import { type OpenStack, withProject } from "./open-stack.ts";
import { configuredStack, placeConfigFile, stackExists } from "./prepare-stack.ts";
import { preview } from "./preview.ts";
import { StepReader } from "./steps.ts";
import type { StackOptions, StackTarget } from "./target.ts";
import { operate } from "./up.ts";

/** One resource that is not as it should be. */
export interface DriftedResource {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    /** What a refresh or an update would do to it. */
    readonly op: string;
}

/**
 * Compares what is there with the state, and the state with the program; changes neither. The stack keeps the lifetime that its
 * tags tell, for a new one alone is no drift.
 *
 * @throws StackMissingError where there is no such stack
 */
export function driftOfStack(
    target: StackTarget,
    options: StackOptions = {},
): Promise<{ readonly drifted: readonly DriftedResource[] }> {
    return withProject(target, options, async (project) => {
        const { stack: name } = target;
        const { signal, onEvent } = options;
        await placeConfigFile(project, target);
        if (!(await stackExists(project, name, signal))) {
            throw new StackMissingError(
                `looking for drift of the stack ${name}: there is no such stack`,
            );
        }
        const open = await configuredStack(project, target, "stack", { exists: true, signal });
        const found = new Map<string, DriftedResource>();
        for (const drifted of await driftFromState(open, options)) found.set(drifted.urn, drifted);
        const steps = new StepReader(onEvent);
        await preview(open, { ...options, onEvent: steps.listener });
        // What a refresh found says more about it than what an update would do then.
        for (const step of steps.steps) if (!found.has(step.urn)) found.set(step.urn, step);
        return { drifted: [...found.values()] };
    });
}

async function driftFromState(
    open: OpenStack,
    options: StackOptions,
): Promise<readonly DriftedResource[]> {
    const drifted: DriftedResource[] = [];
    const listener: RunnerListener = (event) => {
        const { kind, step, urn, type, name } = event;
        if (kind === "end" && (step === "update" || step === "delete")) {
            drifted.push({ urn, type, name, op: step });
        }
        options.onEvent?.(event);
    };
    const { stack, name } = open;
    await operate(
        `looking for drift of the stack ${name}`,
        { ...options, onEvent: listener },
        (running) => stack.previewRefresh(running),
    );
    return drifted;
}
