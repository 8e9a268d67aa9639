// A table of calls put to work: on which ARNs, and under which condition.
import type { Conditions } from "../policies/statement.ts";
import type { Call, CallTable, Phase } from "./call.ts";
import type { PermissionSubject } from "./subject.ts";

/** What stands in for an ARN where AWS knows none. */
export const ANYTHING = ["*"] as const;

/** The ARNs of one word in a table, and under which condition the right is given. */
export interface Place {
    readonly arns: readonly string[];
    /** @default - none */
    readonly condition?: Conditions | undefined;
}

/** One table on its places. */
export interface Need {
    readonly table: CallTable;
    /** The places by the word in {@link Call.on}. */
    readonly places: Readonly<Record<string, Place>>;
    /** Which of the table's calls are needed. @default - all */
    readonly only?: ((call: Call) => boolean) | undefined;
}

/** What a feature of the stack needs; nothing where it is off. */
export type Feature = (subject: PermissionSubject) => Need[];

/** A place without condition. */
export function at(...arns: readonly string[]): Place {
    return { arns };
}

/** Leaves out what is only done in this phase. */
export function except(phase: Phase): (call: Call) => boolean {
    return ({ phases }) => phases.some((each) => each !== phase);
}
