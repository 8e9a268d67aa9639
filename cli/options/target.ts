/** From the common options to the stack that the runner works on. */
import { resolve } from "node:path";

import type { Lifetime } from "../../components/pure/lifetime/lifetime.ts";
import { branchNamespace } from "../../components/pure/names/stack-names.ts";
import type { StackTarget } from "../../stacks/runner/target.ts";
import type { Origin } from "../ci-environment.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "./common.ts";
import { configFileOf } from "./config-file.ts";
import { glance } from "./glance.ts";
import { lifetimeOf } from "./lifetime.ts";
import { originOf } from "./origin.ts";
import { chooseAnyStack, chooseStack, type StackChoice } from "./stack-choice.ts";

/** A target with what is known of it beforehand. */
export interface KnownTarget {
    readonly target: StackTarget;
    /** Where a setting names it; `--branch` stands for one. */
    readonly namespace: string | undefined;
    readonly profile: string | undefined;
}

/** The target of a verb that works on a stack that is there. @throws UserError */
export async function targetOf(flags: CommonFlags, io: Io, origin?: Origin): Promise<KnownTarget> {
    const known = origin ?? (await originOf(io));
    return complete(flags, chooseStack(flags, known, io.env), io);
}

/** The target of a verb that makes a stack or changes it: with its lifetime. @throws UserError */
export async function livingTargetOf(
    flags: CommonFlags & { readonly ttl?: number | undefined },
    io: Io,
    now: Date,
    given?: Origin,
): Promise<KnownTarget & { readonly target: { readonly lifetime: Lifetime } }> {
    const origin = given ?? (await originOf(io));
    const choice = chooseStack(flags, origin, io.env);
    const known = await complete(flags, choice, io);
    const { branch } = choice;
    const lifetime = lifetimeOf({ origin, branch, ttl: flags.ttl, profile: known.profile, now });
    return { ...known, target: { ...known.target, lifetime } };
}

/** What stands for a whole backend, and the one stack of it where one is named. @throws UserError */
export async function backendOf(
    flags: CommonFlags,
    io: Io,
): Promise<{ readonly target: Omit<StackTarget, "stack">; readonly stack: string | undefined }> {
    // A stack of the environment narrows nothing down that was not asked to be.
    const env = { ...io.env, PULUMI_STACK: undefined };
    const choice = chooseAnyStack(flags, await originOf(io), env);
    const { configFile } = flags;
    const file = configFile === undefined ? undefined : resolve(io.folder, configFile);
    return { target: { ...common(flags), configFile: file }, stack: choice?.stack };
}

async function complete(flags: CommonFlags, choice: StackChoice, io: Io): Promise<KnownTarget> {
    const { stack } = choice;
    const configFile = await configFileOf(stack, flags.configFile, io.folder);
    const target: StackTarget = { stack, ...common(flags), configFile };
    const { namespace, profile } = await glance(target);
    if (namespace !== undefined || choice.branch === undefined) {
        return { target, namespace, profile };
    }
    const own = branchNamespace(choice.branch);
    const config = [["namespace", own] as const, ...(target.config ?? [])];
    return { target: { ...target, config }, namespace: own, profile };
}

function common(flags: CommonFlags): Omit<StackTarget, "stack"> {
    const { backend, secretsProvider, config, lockWait } = flags;
    return { backend, secretsProvider, config, lockWaitSeconds: lockWait };
}
