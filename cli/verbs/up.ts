/** The verb `up`. */
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { pending } from "./pending.ts";

/** The options of the verb, as the command line gives them. */
export interface UpFlags extends CommonFlags {
    readonly ttl?: number;
    readonly policyPack: readonly string[];
}

/** Runs the verb. */
export function upVerb(flags: UpFlags, io: Io): Promise<ExitClass> {
    return pending("up", flags, io);
}
