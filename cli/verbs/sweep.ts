/** The verb `sweep`. */
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { pending } from "./pending.ts";

/** The options of the verb, as the command line gives them. */
export interface SweepFlags extends CommonFlags {
    readonly dryRun?: boolean;
    readonly yes?: boolean;
    readonly concurrency: number;
}

/** Runs the verb. */
export function sweepVerb(flags: SweepFlags, io: Io): Promise<ExitClass> {
    return pending("sweep", flags, io);
}
