/** The verb `destroy`. */
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { pending } from "./pending.ts";

/** The options of the verb, as the command line gives them. */
export interface DestroyFlags extends CommonFlags {
    readonly yes?: boolean;
    readonly confirm?: string;
    readonly keepStack?: boolean;
}

/** Runs the verb. */
export function destroyVerb(flags: DestroyFlags, io: Io): Promise<ExitClass> {
    return pending("destroy", flags, io);
}
