/** The verb `unlock`. */
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { pending } from "./pending.ts";

/** The options of the verb, as the command line gives them. */
export interface UnlockFlags extends CommonFlags {
    readonly force?: string;
}

/** Runs the verb. */
export function unlockVerb(flags: UnlockFlags, io: Io): Promise<ExitClass> {
    return pending("unlock", flags, io);
}
