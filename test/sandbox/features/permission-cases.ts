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
    /** Whether bucket and role are somebody else's, so that there is nothing but the feature. @default false */
    readonly adopts?: boolean;
    /** Whether the issuer's documents are in a bucket that is called as the namespace. @default - an issuer that exists */
    readonly publishes?: boolean;
}

export const BOUNDARY_NAME = "tempo-sts-boundary";
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
    {
        title: "a role within a boundary",
        settings: {
            identity: { permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/${BOUNDARY_NAME}` },
        },
    },
    {
        title: "a bucket with all that it can have",
        settings: {
            retention: "4000h",
            bucket: {
                versioning: { enabled: true },
                lifecycle: { transitions: [{ storageClass: "INTELLIGENT_TIERING", days: 0 }] },
                archive: { archiveDays: 90 },
                accessLog: { bucket: "somebody-elses-logs" },
            },
        },
    },
    {
        title: "a copy in another Region",
        settings: {
            bucket: {
                versioning: { enabled: true },
                replication: { region: "us-west-2" },
            },
        },
    },
    {
        title: "an audit with alarms on its log group",
        adopts: true,
        settings: {
            audit: { trail: "stack" },
            watch: { alarms: "metric-filters", email: "somebody@example.com" },
        },
    },
    {
        title: "rules on events",
        adopts: true,
        settings: { watch: { alarms: "event-rule" } },
    },
    {
        title: "a production stack with a key and a lock of its own",
        settings: {
            profile: "production",
            encryption: { key: {} },
            bucket: {
                versioning: { enabled: true },
                objectLock: { mode: "GOVERNANCE", days: 1 },
            },
        },
    },
    {
        title: "an OIDC provider with published documents",
        adopts: true,
        publishes: true,
        settings: {
            profile: "production",
            oidcProvider: { mode: "create", discovery: { enabled: true } },
        },
    },
    {
        title: "a bucket and a role of somebody else's",
        adopts: true,
        settings: {},
    },
];

/** The settings of a case, for a namespace of its own. */
export function settingsOf(
    { settings, publishes = false, adopts = false }: PermissionCase,
    namespace: string,
): Record<string, unknown> & { readonly issuer: string } {
    const published = `https://${namespace}.s3.us-east-2.amazonaws.com`;
    const off = { enabled: false };
    const name = foreignName(namespace);
    return {
        ...{ namespace, traceCheck: off, handshake: off, issuer: publishes ? published : ISSUER },
        ...(adopts
            ? {
                  ...{ bucketName: name, roleName: name },
                  ...{ bucket: { adopt: true }, identity: { adopt: true } },
              }
            : {}),
        ...settings,
    };
}

/** What a stack in this namespace adopts is called. */
export function foreignName(namespace: string): string {
    return `${namespace}-foreign`;
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
