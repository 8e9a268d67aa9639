/** The verb `list`. */
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { pending } from "./pending.ts";

/** The options of the verb, as the command line gives them. */
export interface ListFlags extends CommonFlags {
    readonly expired?: boolean;
    readonly owner?: string;
    readonly all?: boolean;
}

/** Runs the verb. */
export function listVerb(flags: ListFlags, io: Io): Promise<ExitClass> {
    return pending("list", flags, io);
}
