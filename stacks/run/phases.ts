// The phases of a run: their order, what a failure in each counts as, how long each may take and how often it is tried.
import type { Settings } from "../settings/settings.ts";

/** A phase, by the name that options take. */
export type RunPhaseId =
    | "preflight"
    | "preview"
    | "up"
    | "wait"
    | "handshake"
    | "generate-traces"
    | "verify-traces"
    | "no-drift"
    | "destroy"
    | "leak-check";

/** What a failure counts as; each class has an exit code. */
export type RunFailureClass =
    "settings" | "preflight" | "deploy" | "proof" | "drift" | "clean-up" | "interrupted" | "bug";

/** A phase. */
export interface RunPhase {
    readonly id: RunPhaseId;
    /** For a person. */
    readonly title: string;
    /** What a failure counts as, unless the error itself says otherwise. */
    readonly failureClass: RunFailureClass;
    /** How long all its attempts together may take, where settings ask for no more. */
    readonly timeoutSeconds: number;
    /** How often it is tried again after an error that may pass: throttling, the network, a server's 5xx. */
    readonly retries: number;
}

/** All phases, in order. */
export const RUN_PHASES: readonly RunPhase[] = [
    phase("preflight", "Check what is needed", "preflight", 120, 2),
    phase("preview", "Preview", "deploy", 600, 2),
    phase("up", "Deploy", "deploy", 2400, 1),
    phase("wait", "Wait for the roll-out", "deploy", 900, 2),
    phase("handshake", "Prove the handshake", "proof", 900, 2),
    phase("generate-traces", "Send traces", "proof", 480, 2),
    phase("verify-traces", "Find the traces", "proof", 1800, 2),
    phase("no-drift", "Check that nothing drifts", "drift", 900, 2),
    phase("destroy", "Destroy", "clean-up", 2400, 2),
    phase("leak-check", "Check that nothing is left", "clean-up", 300, 3),
];

/** A phase by its name. */
export function runPhase(id: RunPhaseId): RunPhase {
    const found = RUN_PHASES.find((each) => each.id === id);
    if (found === undefined) {
        throw new TypeError(`there is no phase ${id}`);
    }
    return found;
}

/** Whether a text names a phase. */
export function isRunPhaseId(text: string): text is RunPhaseId {
    return RUN_PHASES.some(({ id }) => id === text);
}

/** Seconds for starting a pod, pulling its image and reading its log. */
const AROUND_A_JOB = 180;
/** Operator and image pulls take longer than IAM does. */
const LEAST_ROLLOUT = 600;

/** How long a phase may take with these settings: never less than what they say of its parts. */
export function phaseSeconds(id: RunPhaseId, settings: Settings): number {
    const { handshake, traceCheck } = settings;
    const rollout = Math.max(handshake.timeoutSeconds, LEAST_ROLLOUT);
    // The service accounts are waited for, then each of at most two is taken through.
    const chain = handshake.timeoutSeconds * 3;
    const needed: Partial<Record<RunPhaseId, number>> = {
        up: rollout + chain + 600,
        wait: rollout + 60,
        handshake: chain + 60,
        "generate-traces": traceCheck.deadlineSeconds + AROUND_A_JOB,
        "verify-traces": traceCheck.deadlineSeconds + AROUND_A_JOB + BLOCK_SECONDS + 60,
    };
    return Math.max(runPhase(id).timeoutSeconds, needed[id] ?? 0);
}

/** How long a block may take to reach the bucket: the operator has the ingester close one after ten minutes. */
export const BLOCK_SECONDS = 900;

function phase(
    id: RunPhaseId,
    title: string,
    failureClass: RunFailureClass,
    timeoutSeconds: number,
    retries: number,
): RunPhase {
    return { id, title, failureClass, timeoutSeconds, retries };
}
