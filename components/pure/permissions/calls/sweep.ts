// What tempo-sts itself asks AWS for: to find what nobody takes away any more, and to take it away.
import { callTable, type CallTable } from "../call.ts";

/** Finding what is ours. AWS gives these lists whole or not at all. */
export const LEFTOVERS: CallTable = callTable(
    "iam",
    { caller: "tempo-sts sweep", source: "stacks/sweep/kinds" },
    [
        {
            on: "anything",
            phases: ["look"],
            proven: ["ListPolicies", "ListRoles", "s3:ListAllMyBuckets"],
        },
        {
            on: "anything",
            phases: ["look"],
            proven: ["ListPolicyTags", "ListRoleTags", "s3:GetBucketTagging"],
        },
    ],
);

/** Taking a bucket away, whatever is in it. */
export const SWEEP_BUCKET: CallTable = callTable(
    "s3",
    { caller: "tempo-sts sweep", source: "stacks/sweep/kinds/buckets.ts" },
    [
        {
            on: "bucket",
            phases: ["clear"],
            proven: ["DeleteBucket", "ListBucketMultipartUploads", "ListBucketVersions"],
        },
        {
            on: "objects",
            phases: ["clear"],
            proven: ["AbortMultipartUpload", "DeleteObject", "DeleteObjectVersion"],
        },
    ],
);

/** Taking a role away, with all it may do. */
export const SWEEP_ROLE: CallTable = callTable(
    "iam",
    { caller: "tempo-sts sweep", source: "stacks/sweep/kinds/roles.ts" },
    [
        {
            on: "role",
            phases: ["clear"],
            proven: [
                "DeleteRole",
                "ListAttachedRolePolicies",
                "ListInstanceProfilesForRole",
                "ListRolePolicies",
            ],
        },
        { on: "rights", phases: ["clear"], proven: ["DeleteRolePolicy", "DetachRolePolicy"] },
    ],
);

/** Taking a managed policy away, with all its versions. */
export const SWEEP_POLICY: CallTable = callTable(
    "iam",
    { caller: "tempo-sts sweep", source: "stacks/sweep/kinds/policies.ts" },
    [
        {
            on: "policy",
            phases: ["clear"],
            proven: ["DeletePolicy", "DeletePolicyVersion", "ListPolicyVersions"],
        },
    ],
);
