// From a stack and the verbs that shall work on it to single rights, each with its reasons.
import type { Conditions } from "../policies/statement.ts";
import type { Call, Phase } from "./call.ts";
import { auditNeeds } from "./features/audit.ts";
import { bucketNeeds } from "./features/bucket.ts";
import { encryptionNeeds } from "./features/encryption.ts";
import { oidcProviderNeeds } from "./features/oidc-provider.ts";
import { replicationNeeds } from "./features/replication.ts";
import { roleNeeds } from "./features/role.ts";
import { stateNeeds } from "./features/state.ts";
import { sweepNeeds } from "./features/sweep.ts";
import { watchNeeds } from "./features/watch.ts";
import type { Feature, Need } from "./need.ts";
import type { PermissionSubject, PermissionVerb } from "./subject.ts";

/** Why a right is needed. */
export interface Reason {
    /** Pulumi's type token, or what of tempo-sts. */
    readonly caller: string;
    readonly phases: readonly Phase[];
    /** The verbs that come to those phases, of the ones that were asked for. */
    readonly verbs: readonly PermissionVerb[];
    /** Whether the sandbox shows that nothing works without. */
    readonly proven: boolean;
    /** Where to read it. */
    readonly source: string;
}

/** One right on one set of ARNs. */
export interface Grant {
    readonly action: string;
    readonly arns: readonly string[];
    readonly condition?: Conditions | undefined;
    readonly reasons: readonly Reason[];
}

/** Which phases of a resource's life a verb comes to. */
export const PHASES_OF: Readonly<Record<PermissionVerb, readonly Phase[]>> = {
    up: ["create", "read", "update"],
    preview: ["read"],
    // It asks with the pods' tokens, and needs no right of the person's own beside the state's.
    verify: [],
    run: ["create", "read", "update", "delete", "look"],
    destroy: ["read", "delete"],
    sweep: ["read", "delete", "look", "clear"],
};

const FEATURES: readonly Feature[] = [
    bucketNeeds,
    encryptionNeeds,
    roleNeeds,
    oidcProviderNeeds,
    replicationNeeds,
    auditNeeds,
    watchNeeds,
    sweepNeeds,
    stateNeeds,
];

/** Every right that the verbs need on the stack, in the order of its features. */
export function grantsFor(
    subject: PermissionSubject,
    verbs: readonly PermissionVerb[],
): readonly Grant[] {
    const grants = new Map<string, Grant>();
    for (const need of FEATURES.flatMap((feature) => feature(subject))) {
        for (const call of need.table.calls) {
            const grant = grantOf(need, call, verbs);
            if (grant === undefined) continue;
            const key = JSON.stringify([grant.action, grant.arns, grant.condition]);
            const before = grants.get(key);
            const reasons = [...(before?.reasons ?? []), ...grant.reasons];
            grants.set(key, { ...grant, reasons });
        }
    }
    return [...grants.values()];
}

function grantOf(
    { table, places, only }: Need,
    call: Call,
    asked: readonly PermissionVerb[],
): Grant | undefined {
    const verbs = asked.filter((verb) => comesTo(verb, call));
    if (verbs.length === 0 || only?.(call) === false) return undefined;
    const place = places[call.on];
    if (place === undefined) {
        throw new RangeError(`Expected a place for ${call.on} of ${table.caller}, got none.`);
    }
    const { caller, source } = table;
    const { phases, proven } = call;
    return { action: call.action, ...place, reasons: [{ caller, phases, verbs, proven, source }] };
}

/** A stack whose state is in AWS is read by all of them. */
function comesTo(verb: PermissionVerb, { phases }: Call): boolean {
    return verb === "verify"
        ? phases.includes("read") && phases.includes("clear")
        : PHASES_OF[verb].some((phase) => phases.includes(phase));
}
