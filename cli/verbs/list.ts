/** The verb `list`: the stacks of a backend. */
import { hasExpired } from "../../components/pure/lifetime/lifetime.ts";
import type { StackSummary } from "../../stacks/runner/list.ts";
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { backendOf } from "../options/target.ts";
import { stackTable } from "../output/stack-table.ts";
import { pulumiRoot } from "../pulumi-cli.ts";
import { ROOMS, type Rooms } from "../rooms.ts";
import { runVerb } from "../session.ts";

/** The options of the verb, as the command line gives them. */
export interface ListFlags extends CommonFlags {
    readonly expired?: boolean;
    readonly owner?: string;
    readonly all?: boolean;
}

/** Runs the verb. */
export function listVerb(flags: ListFlags, io: Io, rooms: Rooms = ROOMS): Promise<ExitClass> {
    return runVerb({ name: "list", failure: "preflight" }, flags, io, async (session) => {
        const now = session.now();
        const { target, stack } = await backendOf(flags, io);
        const root = await pulumiRoot(session, flags, rooms);
        const { signal } = session;
        const all = await rooms.listStacks(target, { signal, root, tags: true });
        const stacks = all
            .filter((each) => isWanted(each, flags, now))
            .filter(({ name }) => stack === undefined || shortName(name) === shortName(stack))
            .sort((one, other) => one.name.localeCompare(other.name));
        return {
            class: "ok",
            data: {
                stacks: stacks.map((each) => ({ ...each, expired: isExpired(each, now) })),
            },
            text: (view) =>
                stacks.length === 0 ? nothing(flags, all.length) : stackTable(stacks, view, now),
        };
    });
}

function isWanted(stack: StackSummary, { expired, owner, all }: ListFlags, now: Date): boolean {
    const { lifetime } = stack;
    if (all !== true && lifetime === undefined) return false;
    if (expired === true && !isExpired(stack, now)) return false;
    return owner === undefined || lifetime?.owner === owner;
}

function isExpired({ lifetime }: StackSummary, now: Date): boolean {
    return lifetime !== undefined && hasExpired(lifetime, now);
}

function shortName(name: string): string {
    return name.slice(name.lastIndexOf("/") + 1);
}

function nothing({ all }: ListFlags, inBackend: number): string {
    if (inBackend === 0) return "The backend holds no stacks of this project.";
    const more = all === true ? "" : ", and --all shows those that do not say whose they are";
    return `None of the ${inBackend} stacks of the project is meant${more}.`;
}
