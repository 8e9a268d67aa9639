/** The verb `init`. */
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { pending } from "./pending.ts";

/** The options of the verb, as the command line gives them. */
export interface InitFlags extends CommonFlags {
    readonly namespace?: string;
    readonly region?: string;
    readonly context?: string;
    readonly yes?: boolean;
    readonly force?: boolean;
}

/** Runs the verb. */
export function initVerb(flags: InitFlags, io: Io): Promise<ExitClass> {
    return pending("init", flags, io);
}
