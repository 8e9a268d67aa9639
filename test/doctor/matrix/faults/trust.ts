/** Faults of the role and of whom it trusts. */
import { CreateRoleCommand, DeleteRoleCommand, DeleteRolePolicyCommand } from "@aws-sdk/client-iam";

import { providerPath } from "../../../../components/pure/issuer.ts";
import type {
    Conditions,
    PolicyDocument,
    Principal,
} from "../../../../components/pure/policies/statement.ts";
import { serviceAccountSubject } from "../../../../components/pure/service-accounts.ts";
import type { Fault } from "../fault.ts";
import type { Stage } from "../stage.ts";

const ONE_POD = { kind: "tempomonolithic" } as const;

/** The role. */
export const ROLE_FAULTS: readonly Fault[] = [
    {
        name: "role-deleted",
        title: "The role was deleted",
        cause: "role-missing",
        shape: ONE_POD,
        inject: deleteRole,
    },
    {
        name: "role-path",
        title: "The role was made again under a path",
        cause: "role-other-arn",
        shape: ONE_POD,
        inject: async (stage) => {
            await deleteRole(stage);
            const AssumeRolePolicyDocument = JSON.stringify(stage.documents.trust);
            const { roleName: RoleName } = stage.names;
            const role = { RoleName, AssumeRolePolicyDocument, Path: "/team/" };
            await stage.aws.iam.send(new CreateRoleCommand(role));
        },
    },
];

/** The trust policy. */
export const TRUST_FAULTS: readonly Fault[] = [
    ofSubject("wildcard", "A * stands under StringEquals", "trust-wildcard", ({ names }) =>
        serviceAccountSubject(names.namespace, "*"),
    ),
    ofSubject("case", "The subject is written in capitals", "trust-case", (stage) =>
        own(stage).replace("system:serviceaccount", "System:ServiceAccount"),
    ),
    ofSubject("prefix", "The subject lacks system:serviceaccount:", "trust-prefix", (stage) =>
        own(stage).replace("system:serviceaccount:", ""),
    ),
    ofSubject("namespace", "The subject is of another namespace", "trust-subject", (stage) =>
        own(stage).replace(stage.names.namespace, "somewhere-else"),
    ),
    {
        name: "trust-one-of-two",
        title: "The trust policy leaves out the query frontend's service account",
        cause: "trust-subject-missing",
        inject: async (stage) => stage.setTrust(trusting(stage, { sub: own(stage) })),
    },
    ofTrust("audience", "The trust policy wants another audience", "trust-audience", (stage) =>
        trusting(stage, { aud: "openshift" }),
    ),
    ofTrust("action", "The trust policy allows sts:AssumeRole", "trust-action", (stage) =>
        trusting(stage, {}, { action: "sts:AssumeRole" }),
    ),
    ofTrust("principal", "The trust policy names another provider", "trust-principal", (stage) =>
        trusting(stage, {}, { principal: { Federated: `${stage.names.providerArn}-old` } }),
    ),
    ofTrust("account", "The trust policy names an account", "trust-principal", (stage) =>
        trusting(stage, {}, { principal: { AWS: `arn:aws:iam::${stage.names.accountId}:root` } }),
    ),
    ofTrust(
        "old-issuer",
        "The trust policy's conditions are about the old issuer",
        "trust-other-issuer",
        (stage) => trusting(stage, {}, { keys: "oidc.old.example/c" }),
    ),
    ofTrust(
        "key-slash",
        "The trust policy's condition keys have a slash too many",
        "trust-other-issuer",
        (stage) => trusting(stage, {}, { keys: `${providerPath(stage.names.issuer)}/` }),
    ),
    ofTrust("denied", "A second statement denies the service account", "trust-denied", (stage) => {
        const [statement] = trusting(stage, {}).Statement;
        const denying = { ...statement, Effect: "Deny" } as const;
        return {
            Version: "2012-10-17",
            Statement: [...stage.documents.trust.Statement, denying as typeof statement & object],
        };
    }),
    ofTrust(
        "condition",
        "The trust policy wants a claim that no token has",
        "trust-condition",
        (stage) => trusting(stage, { amr: "authenticated" }),
    ),
    ofTrust("malformed", "The trust policy has no statement", "trust-malformed", () => {
        const empty: unknown = { Version: "2012-10-17", Statement: ["none"] };
        return empty as PolicyDocument;
    }),
    ofTrust(
        "no-audience",
        "The trust policy wants no audience (a warning)",
        "trust-too-wide",
        (stage) => trusting(stage, { aud: undefined }),
    ),
    ofTrust(
        "everybody",
        "The trust policy lets everybody in (a warning)",
        "trust-too-wide",
        (stage) => {
            const provider = providerPath(stage.names.issuer);
            const condition = {
                StringLike: { [`${provider}:sub`]: "system:serviceaccount:*:*" },
                StringEquals: { [`${provider}:aud`]: "sts.amazonaws.com" },
            };
            return trusting(stage, {}, { condition });
        },
    ),
];

function own({ names }: Stage): string {
    return serviceAccountSubject(names.namespace, names.serviceAccounts[0] ?? "");
}

/** The trust policy with other claims, or other parts. */
function trusting(
    { names }: Stage,
    claims: Readonly<Record<string, string | undefined>>,
    parts: { action?: string; principal?: Principal; keys?: string; condition?: Conditions } = {},
): PolicyDocument {
    const { namespace, serviceAccounts, issuer, providerArn } = names;
    const keys = parts.keys ?? providerPath(issuer);
    const sub = serviceAccounts.map((each) => serviceAccountSubject(namespace, each));
    const all: Readonly<Record<string, string | string[] | undefined>> = {
        ...{ sub, aud: "sts.amazonaws.com" },
        ...claims,
    };
    const wanted = Object.entries(all).flatMap(([claim, value]) =>
        value === undefined ? [] : [[`${keys}:${claim}`, value] as const],
    );
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: parts.principal ?? { Federated: providerArn },
                Action: parts.action ?? "sts:AssumeRoleWithWebIdentity",
                Condition: parts.condition ?? { StringEquals: Object.fromEntries(wanted) },
            },
        ],
    };
}

function ofSubject(
    name: string,
    title: string,
    cause: string,
    subject: (stage: Stage) => string,
): Fault {
    return ofTrust(name, title, cause, (stage) => trusting(stage, { sub: subject(stage) }));
}

function ofTrust(
    name: string,
    title: string,
    cause: string,
    document: (stage: Stage) => PolicyDocument,
): Fault {
    return {
        ...{ name: `trust-${name}`, title, cause, shape: ONE_POD },
        inject: async (stage) => stage.setTrust(document(stage)),
    };
}

async function deleteRole({ aws, names }: Stage): Promise<void> {
    const { roleName: RoleName } = names;
    await aws.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "access" }));
    await aws.iam.send(new DeleteRoleCommand({ RoleName }));
}
