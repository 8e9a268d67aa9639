// What the role and its rights need, as the AWS provider calls IAM.
import { callTable, providerSource, type CallTable } from "../call.ts";

const READ = ["create", "read", "update"] as const;

/** The role. */
export const ROLE: CallTable = callTable(
    "iam",
    { caller: "aws:iam/role:Role", source: providerSource("iam/role.go") },
    [
        { on: "rights", phases: ["create"], proven: ["CreateRole"] },
        { on: "role", phases: ["create", "update"], proven: ["TagRole"] },
        {
            on: "role",
            phases: READ,
            proven: ["GetRole"],
            asked: ["GetRolePolicy", "ListAttachedRolePolicies", "ListRolePolicies"],
        },
        {
            on: "role",
            phases: ["update"],
            proven: ["UntagRole", "UpdateAssumeRolePolicy", "UpdateRole"],
            asked: ["UpdateRoleDescription"],
        },
        {
            on: "role",
            phases: ["delete"],
            proven: [
                "DeleteRole",
                "ListAttachedRolePolicies",
                "ListInstanceProfilesForRole",
                "ListRolePolicies",
            ],
        },
    ],
);

/** The boundary of the role: put on when the setting comes later, and never taken off. */
export const ROLE_BOUNDARY: CallTable = callTable(
    "iam",
    { caller: "aws:iam/role:Role", source: providerSource("iam/role.go") },
    [{ on: "rights", phases: ["update"], proven: ["PutRolePermissionsBoundary"] }],
);

/** Rights that are written into the role. */
export const ROLE_POLICY: CallTable = callTable(
    "iam",
    { caller: "aws:iam/rolePolicy:RolePolicy", source: providerSource("iam/role_policy.go") },
    [
        { on: "rights", phases: ["create", "update"], proven: ["PutRolePolicy"] },
        { on: "role", phases: READ, proven: ["GetRolePolicy"] },
        { on: "rights", phases: ["delete"], proven: ["DeleteRolePolicy"] },
    ],
);

/** Rights as a policy of their own. */
export const POLICY: CallTable = callTable(
    "iam",
    { caller: "aws:iam/policy:Policy", source: providerSource("iam/policy.go") },
    [
        { on: "policy", phases: ["create"], proven: ["CreatePolicy"] },
        { on: "policy", phases: ["create", "update"], proven: ["TagPolicy"] },
        { on: "policy", phases: READ, proven: ["GetPolicy", "GetPolicyVersion"] },
        {
            on: "policy",
            phases: ["update"],
            proven: ["CreatePolicyVersion", "UntagPolicy"],
        },
        // All versions but the default one go first; AWS keeps five, so that an update may have to make room.
        {
            on: "policy",
            phases: ["update", "delete"],
            proven: ["DeletePolicyVersion", "ListPolicyVersions"],
        },
        { on: "policy", phases: ["delete"], proven: ["DeletePolicy"] },
    ],
);

/** The bond between the two. */
export const ATTACHMENT: CallTable = callTable(
    "iam",
    {
        caller: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        source: providerSource("iam/role_policy_attachment.go"),
    },
    [
        { on: "rights", phases: ["create"], proven: ["AttachRolePolicy"] },
        { on: "role", phases: READ, proven: ["ListAttachedRolePolicies"] },
        { on: "rights", phases: ["delete"], proven: ["DetachRolePolicy"] },
    ],
);

/** A role of somebody else's. */
export const GET_ROLE: CallTable = callTable(
    "iam",
    { caller: "aws:iam/getRole:getRole", source: providerSource("iam/role_data_source.go") },
    [{ on: "role", phases: READ, proven: ["GetRole"] }],
);
