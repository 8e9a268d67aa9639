// What an identity may do is written out: no wildcard in an Allow, and no managed policy of AWS that has them.
import { isPattern } from "../../components/pure/policy-reading/glob.ts";
import { describeValue, type Problem } from "../../components/pure/problems.ts";
import { resourcePolicy, type Checked } from "../policy.ts";
import { identityDocuments } from "../reading/identity-documents.ts";
import { ATTACHMENTS, IDENTITY_DOCUMENTS, ROLE } from "../reading/kinds.ts";
import type { ReadStatement } from "../reading/statements.ts";
import { textsOf } from "../reading/values.ts";

/** What may be configured. */
type Config = Readonly<Record<"allowedActions" | "allowedManagedPolicies", readonly string[]>>;

/** Managed policies of AWS that say `*` or `service:*`. */
const WIDE_POLICY =
    /^arn:[a-z-]+:iam::aws:policy\/(?:[\w-]+\/)*(\w*(?:FullAccess|Administrator|AdministratorAccess|PowerUserAccess))$/;

/** No wildcard action in identity policies. */
export const exactActions = resourcePolicy<Config>({
    name: "exact-actions",
    description:
        "Policies of roles, users and groups allow actions by name, and attach no managed policy of AWS for everything",
    severity: "high",
    remedy: "Write out the actions that are needed",
    config: {
        allowedActions: {
            description: "Actions with a wildcard that may stand, for example s3:Get*",
            default: [],
        },
        allowedManagedPolicies: {
            description:
                "ARNs or names of AWS's managed policies that may be attached nevertheless",
            default: [],
        },
    },
    appliesTo: ({ type }) => type in IDENTITY_DOCUMENTS || ATTACHMENTS.includes(type),
    check: (resource, config) => [
        ...attachmentFaults(resource, config),
        ...identityDocuments(resource).flatMap(({ statements, problems }) => [
            ...problems,
            ...statements.filter(({ allows }) => allows).flatMap((each) => faultsOf(each, config)),
        ]),
    ],
});

function faultsOf({ path, actions, notActions }: ReadStatement, config: Config): Problem[] {
    const allowed = config.allowedActions.map((action) => action.toLowerCase());
    const wide = actions
        .filter((action) => isPattern(action) && !allowed.includes(action.toLowerCase()))
        .map((action) => ({
            path: `${path}.Action`,
            expected: "actions by name in an Allow",
            found: describeValue(action),
            remedy: "Write out what is needed, or add it to the policy's `allowedActions`",
        }));
    const others = {
        path: `${path}.NotAction`,
        expected: "actions by name in an Allow",
        found: `everything but ${describeValue(notActions)}`,
        remedy: "Write out what is needed as Action",
    };
    return notActions.length > 0 ? [...wide, others] : wide;
}

function attachmentFaults({ type, props }: Checked, config: Config): Problem[] {
    if (!ATTACHMENTS.includes(type) && type !== ROLE) return [];
    const property = type === ROLE ? "managedPolicyArns" : "policyArn";
    return textsOf(props[property])
        .filter((arn) => {
            const name = WIDE_POLICY.exec(arn)?.[1];
            const { allowedManagedPolicies } = config;
            return (
                name !== undefined &&
                !allowedManagedPolicies.includes(arn) &&
                !allowedManagedPolicies.includes(name)
            );
        })
        .map((arn) => ({
            path: property,
            expected: "a policy that allows actions by name",
            found: describeValue(arn),
            remedy: "Write a policy of your own with what is needed, or add this one to the policy's `allowedManagedPolicies`",
        }));
}
