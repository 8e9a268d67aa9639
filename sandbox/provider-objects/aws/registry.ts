/** Every AWS resource type and function that the sandbox knows: those the components use. */
import type { AwsFunction, AwsResource } from "./aws-resource.ts";
import { bucket } from "./bucket.ts";
import { bucketEncryption } from "./bucket-encryption.ts";
import { bucketLifecycle } from "./bucket-lifecycle.ts";
import { bucketOwnershipControls } from "./bucket-ownership-controls.ts";
import { bucketPolicy } from "./bucket-policy.ts";
import { bucketPublicAccessBlock } from "./bucket-public-access-block.ts";
import { getCallerIdentity } from "./caller-identity.ts";
import { getRegion } from "./get-region.ts";
import { getOpenIdConnectProvider } from "./oidc-provider.ts";
import { getPartition } from "./partition.ts";
import { policy } from "./policy.ts";
import { role } from "./role.ts";
import { rolePolicy } from "./role-policy.ts";
import { rolePolicyAttachment } from "./role-policy-attachment.ts";

/** The resource types. */
export const AWS_RESOURCES: readonly AwsResource[] = [
    bucket,
    bucketEncryption,
    bucketLifecycle,
    bucketOwnershipControls,
    bucketPolicy,
    bucketPublicAccessBlock,
    policy,
    role,
    rolePolicy,
    rolePolicyAttachment,
];

/** The functions. */
export const AWS_FUNCTIONS: readonly AwsFunction[] = [
    getCallerIdentity,
    getOpenIdConnectProvider,
    getPartition,
    getRegion,
];
