/** The stacks of a backend. */
import type { Lifetime } from "../../components/pure/lifetime.ts";
import type { StackOptions, StackTarget } from "./target.ts";

/** One stack in a list. */
export interface StackSummary {
    /** Without organization and project. */
    readonly name: string;
    readonly project?: string;
    /** ISO 8601. */
    readonly lastUpdate?: string;
    /** Whether a lock says that an update is under way; it may be of a process that is gone. */
    readonly updating: boolean;
    readonly resourceCount?: number;
    /** Absent where they were not asked for, or cannot be read. */
    readonly tags?: Readonly<Record<string, string>>;
    /** What the tags tell of it. */
    readonly lifetime?: Lifetime;
}

/** Lists the stacks of the program's project. */
export function listStacks(
    target: Omit<StackTarget, "stack">,
    options: StackOptions & {
        /** Reads the tags too. @default true */
        readonly tags?: boolean | undefined;
    } = {},
): Promise<StackSummary[]> {
    return Promise.reject(new Error(`not written yet: ${Object.keys(target).length} ${Object.keys(options).length}`));
}
