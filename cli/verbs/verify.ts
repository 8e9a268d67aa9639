/** The verb `verify`. */
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { pending } from "./pending.ts";

/** The options of the verb, as the command line gives them. */
export interface VerifyFlags extends CommonFlags {
    readonly handshake?: boolean;
}

/** Runs the verb. */
export function verifyVerb(flags: VerifyFlags, io: Io): Promise<ExitClass> {
    return pending("verify", flags, io);
}
