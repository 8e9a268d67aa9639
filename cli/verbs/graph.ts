/** The verb `graph`. */
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { pending } from "./pending.ts";

/** What can be drawn. */
export type GraphFormat = "mermaid" | "svg" | "dot";

/** The options of the verb, as the command line gives them. */
export interface GraphFlags extends CommonFlags {
    readonly format: GraphFormat;
    readonly out?: string;
}

/** Runs the verb. */
export function graphVerb(flags: GraphFlags, io: Io): Promise<ExitClass> {
    return pending("graph", flags, io);
}
