/** The verb `show`. */
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { pending } from "./pending.ts";

/** The options of the verb, as the command line gives them. */
export type ShowFlags = CommonFlags;

/** Runs the verb. */
export function showVerb(flags: ShowFlags, io: Io): Promise<ExitClass> {
    return pending("show", flags, io);
}
