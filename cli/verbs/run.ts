/** The verb `run`. */
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import type { PhaseTimeouts } from "../options/values.ts";
import type { RunPhaseId } from "../../stacks/run/phases.ts";
import { pending } from "./pending.ts";

/** The options of the verb, as the command line gives them. */
export interface RunFlags extends CommonFlags {
    readonly keepOnFailure?: boolean;
    readonly fromPhase?: RunPhaseId;
    readonly skipPhase: readonly RunPhaseId[];
    readonly phaseTimeout: PhaseTimeouts;
    readonly junit?: string;
    readonly markdown?: string;
    readonly events?: string;
    readonly diagnostics?: string;
    readonly policyPack: readonly string[];
    readonly allowedAccount: readonly string[];
    readonly ttl?: number;
}

/** Runs the verb. */
export function runVerb(flags: RunFlags, io: Io): Promise<ExitClass> {
    return pending("run", flags, io);
}
