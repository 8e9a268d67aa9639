/** The verb `preview`. */
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { pending } from "./pending.ts";

/** The options of the verb, as the command line gives them. */
export interface PreviewFlags extends CommonFlags {
    readonly refresh?: boolean;
    readonly expectNoChanges?: boolean;
    readonly policyPack: readonly string[];
}

/** Runs the verb. */
export function previewVerb(flags: PreviewFlags, io: Io): Promise<ExitClass> {
    return pending("preview", flags, io);
}
