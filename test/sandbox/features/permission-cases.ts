/** The stacks whose rights are proven: each turns on something that needs rights of its own. */
import { grantsFor, type Grant } from "../../../components/pure/permissions/grants.ts";
import type {
    PermissionSubject,
    PermissionVerb,
} from "../../../components/pure/permissions/subject.ts";
import { permissionSubject } from "../../../stacks/settings/permission-subject.ts";
import { parseSettings } from "../../../stacks/settings/parse.ts";

/** One stack. */
export interface PermissionCase {
    readonly title: string;
    /** What differs from the usual settings. */
    readonly settings: Readonly<Record<string, unknown>>;
}

export const ACCOUNT = "123456789012";
export const ISSUER = "https://oidc.example.com/people";

/** The verbs of a life. */
export const LIFE: readonly PermissionVerb[] = ["up", "destroy"];

/** The cases. What an earlier one has proven is not proven again. */
export const CASES: readonly PermissionCase[] = [
    { title: "an ephemeral stack", settings: {} },
    {
        title: "a role with a managed policy, under a path",
        settings: { identity: { policyKind: "managed", path: "/ci/" } },
    },
];

/** The settings of a case, for a namespace of its own. */
export function settingsOf(
    { settings }: PermissionCase,
    namespace: string,
): Record<string, unknown> {
    const off = { enabled: false };
    return { namespace, issuer: ISSUER, traceCheck: off, handshake: off, ...settings };
}

/** What is asked about. */
export function subjectOf(settings: Readonly<Record<string, unknown>>): PermissionSubject {
    const parsed = parseSettings(settings, { env: {} });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return permissionSubject(parsed.settings, { accountId: ACCOUNT });
}

/** The rights of a life. */
export function rightsOf(settings: Readonly<Record<string, unknown>>): readonly Grant[] {
    return grantsFor(subjectOf(settings), LIFE);
}

/** Whether the sandbox can show that nothing works without. */
export function isProven({ reasons }: Grant): boolean {
    return reasons.some(({ proven }) => proven);
}
