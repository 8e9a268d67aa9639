/** A lifetime beside the one that a stack has already: an update does not make it younger, and a look changes nothing. */
import type { Lifetime } from "../../components/pure/lifetime/lifetime.ts";
import { StackMissingError } from "../../stacks/runner/errors.ts";
import type { StackOptions, StackTarget } from "../../stacks/runner/target.ts";
import type { Rooms } from "../rooms.ts";

/** A target that has a lifetime. */
export type LivingTarget = StackTarget & { readonly lifetime: Lifetime };

/** For what deploys: the stack keeps the time at which it was made. */
export async function renewed(
    target: LivingTarget,
    options: Pick<StackOptions, "signal" | "root">,
    rooms: Pick<Rooms, "showStack">,
): Promise<LivingTarget> {
    const { created } = (await lifetimeNow(target, options, rooms)) ?? target.lifetime;
    return { ...target, lifetime: { ...target.lifetime, created } };
}

/** For what only compares: the lifetime that the stack has, or else would get. */
export async function unchanged(
    target: LivingTarget,
    options: Pick<StackOptions, "signal" | "root">,
    rooms: Pick<Rooms, "showStack">,
): Promise<LivingTarget> {
    const lifetime = (await lifetimeNow(target, options, rooms)) ?? target.lifetime;
    return { ...target, lifetime };
}

async function lifetimeNow(
    target: StackTarget,
    options: Pick<StackOptions, "signal" | "root">,
    rooms: Pick<Rooms, "showStack">,
): Promise<Lifetime | undefined> {
    try {
        return (await rooms.showStack(target, options)).lifetime;
    } catch (error) {
        if (error instanceof StackMissingError) return undefined;
        throw error;
    }
}
