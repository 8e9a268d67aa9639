/** One stack in detail. */
import { readLocks, type StackLock } from "../backend/stack-lock.ts";
import { StackMissingError } from "./errors.ts";
import { type StackSummary, summaryOf } from "./list.ts";
import { openStack, type OpenStack, withProject } from "./open-stack.ts";
import { stackExists, tagsOfStack } from "./prepare-stack.ts";
import { resourcesIn, type StackResource } from "./resources.ts";
import { exportState } from "./state-file.ts";
import type { StackOptions, StackTarget } from "./target.ts";

/** What is known of a stack. */
export interface StackDetails extends StackSummary {
    /** Secrets are hidden. */
    readonly outputs: Readonly<Record<string, unknown>>;
    readonly resources: readonly StackResource[];
    /** What a killed update was about: `creating urn:…`. */
    readonly pendingOperations: readonly string[];
    readonly lock?: StackLock;
}

const HIDDEN = "[secret]";

/** Reads a stack; changes nothing. @throws StackMissingError where there is none */
export function showStack(target: StackTarget, options: StackOptions = {}): Promise<StackDetails> {
    return withProject(target, options, async (project) => {
        const { stack: name } = target;
        if (!(await stackExists(project, name, options.signal))) {
            throw new StackMissingError(`showing the stack ${name}: there is no such stack`);
        }
        return details(await openStack(project, name), options.signal);
    });
}

async function details(open: OpenStack, signal: AbortSignal | undefined): Promise<StackDetails> {
    const { storage, place, name } = open;
    const state = await exportState(open);
    const [lock] = storage === undefined ? [] : await readLocks(storage, place);
    const { manifest } = (state.exported.deployment ?? {}) as { manifest?: { time?: unknown } };
    const time = manifest?.time;
    const known = {
        name,
        project: place.project,
        updating: lock !== undefined,
        resourceCount: state.resources.length,
        ...(typeof time === "string" ? { lastUpdate: time } : {}),
    };
    return {
        ...summaryOf(known, await tagsOfStack(open, name, signal)),
        outputs: outputsIn(state.resources.find(({ type }) => type === "pulumi:pulumi:Stack")),
        resources: resourcesIn(state.resources),
        pendingOperations: state.pending.map(({ type, resource }) => `${type} ${resource.urn}`),
        ...(lock === undefined ? {} : { lock }),
    };
}

function outputsIn(stack: { readonly outputs?: Readonly<Record<string, unknown>> } | undefined) {
    const entries = Object.entries(stack?.outputs ?? {});
    return Object.fromEntries(entries.map(([key, value]) => [key, withoutSecrets(value)]));
}

/** In a state, a secret is a table with this key, which says what kind of special value it is. */
function withoutSecrets(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withoutSecrets);
    if (typeof value !== "object" || value === null) return value;
    if ("4dabf18193072939515e22adb298388d" in value) return HIDDEN;
    return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner)]),
    );
}
