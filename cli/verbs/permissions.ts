/** The verb `permissions`: what whoever runs tempo-sts must be allowed. It asks AWS at most for the account's number. */
import { clusterRole } from "../../components/pure/permissions/cluster-role.ts";
import {
    policiesFor,
    POLICIES_PER_IDENTITY,
    policySize,
} from "../../components/pure/permissions/documents.ts";
import { grantsFor } from "../../components/pure/permissions/grants.ts";
import {
    PERMISSION_VERBS,
    type PermissionVerb,
} from "../../components/pure/permissions/subject.ts";
import type { PolicyDocument } from "../../components/pure/policies/statement.ts";
import { clusterSubject, permissionSubject } from "../../stacks/settings/permission-subject.ts";
import type { Settings } from "../../stacks/settings/settings.ts";
import { UserError } from "../errors.ts";
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { statePlace } from "../options/state-place.ts";
import { targetOf } from "../options/target.ts";
import { ROOMS, type Rooms } from "../rooms.ts";
import { runVerb, type Session, type VerbOutcome } from "../session.ts";

/** The options of the verb, as the command line gives them. */
export interface PermissionsFlags extends CommonFlags {
    readonly for: readonly PermissionVerb[];
    readonly account?: string;
    readonly names?: string;
    readonly part?: number;
    readonly cluster?: boolean;
}

/** Stands where nobody knows the account; IAM refuses it, so that it cannot be forgotten. */
const NO_ACCOUNT = "ACCOUNT_ID";
const ASKING_MILLISECONDS = 5000;

/** Runs the verb. */
export function permissionsVerb(
    flags: PermissionsFlags,
    io: Io,
    rooms: Rooms = ROOMS,
): Promise<ExitClass> {
    return runVerb({ name: "permissions", failure: "settings" }, flags, io, async (session) => {
        const { target } = await targetOf(flags, io);
        session.stack = target.stack;
        const settings = await rooms.readSettings(target, io.env);
        if (flags.cluster === true) return inCluster(settings);
        return inAws(flags, settings, session, rooms);
    });
}

function inCluster(settings: Settings): VerbOutcome {
    const role = clusterRole(clusterSubject(settings));
    return { class: "ok", data: { role }, text: () => pretty(role) };
}

async function inAws(
    flags: PermissionsFlags,
    settings: Settings,
    session: Session,
    rooms: Rooms,
): Promise<VerbOutcome> {
    const known = flags.account ?? (await askedAccount(settings, session, rooms));
    const verbs = flags.for.length === 0 ? PERMISSION_VERBS : flags.for;
    const accountId = known ?? NO_ACCOUNT;
    const { names } = flags;
    const state = statePlace(flags, session.io.env, { ...settings, accountId });
    const subject = permissionSubject(settings, { accountId, names, state });
    const grants = grantsFor(subject, verbs);
    const policies = policiesFor(grants);
    for (const note of notes(settings, known, policies, flags)) session.teller.note(note);
    const shown = chosen(policies, flags.part);
    return {
        class: "ok",
        data: {
            account: known ?? null,
            verbs,
            policies: policies.map((document) => ({ characters: policySize(document), document })),
            rights: grants,
        },
        text: () => pretty(shown.length === 1 ? shown[0] : shown),
    };
}

/** Undefined where there are no credentials, or nobody answers: the verb does not need one. */
async function askedAccount(
    settings: Settings,
    { signal, io }: Session,
    rooms: Rooms,
): Promise<string | undefined> {
    const { awsConnection } = await import("../../stacks/aws/connection.ts");
    const limit = AbortSignal.any([signal, AbortSignal.timeout(ASKING_MILLISECONDS)]);
    try {
        return await rooms.callerAccount(awsConnection(settings, io.env), { signal: limit });
    } catch {
        signal.throwIfAborted();
        return undefined;
    }
}

function notes(
    { identity, issuer }: Settings,
    account: string | undefined,
    policies: readonly PolicyDocument[],
    { part }: PermissionsFlags,
): string[] {
    const all: [boolean, string][] = [
        [
            account === undefined,
            `the account is not known: ${NO_ACCOUNT} stands for it. Give --account, or credentials.`,
        ],
        [
            issuer === undefined,
            "the cluster's issuer is not in the settings: any IAM OIDC provider of the account may be looked at. Set `issuer` to narrow it down.",
        ],
        [
            identity.permissionsBoundary === undefined && !identity.adopt,
            "no `identity.permissionsBoundary` is set: whoever has these rights can give the role any right, and so himself. Set one, and the policy insists on it.",
        ],
        [
            policies.length > 1 && part === undefined,
            `${policies.length} policies, for IAM takes 6144 characters each: --part 1 to --part ${policies.length} print them singly.`,
        ],
        [
            policies.length > POLICIES_PER_IDENTITY,
            `IAM lets a role have ${POLICIES_PER_IDENTITY} policies by default: have the account's quota raised, or part the verbs with --for.`,
        ],
    ];
    return all.flatMap(([holds, note]) => (holds ? [note] : []));
}

function chosen(
    policies: readonly PolicyDocument[],
    part: number | undefined,
): readonly PolicyDocument[] {
    const one = policies[(part ?? 1) - 1];
    if (one === undefined) {
        throw new UserError(
            `--part: expected a number from 1 to ${policies.length}, got ${part ?? 1}. There are so many policies.`,
        );
    }
    return part === undefined ? policies : [one];
}

function pretty(value: unknown): string {
    return JSON.stringify(value, undefined, 4);
}
