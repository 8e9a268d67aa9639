/** Every AWS resource type and function that the sandbox knows: those the components use. */
import type { AwsFunction, AwsResource } from "./aws-resource.ts";
import { bucket } from "./bucket.ts";
import { bucketEncryption } from "./bucket-encryption.ts";
import { bucketLifecycle } from "./bucket-lifecycle.ts";
import { bucketLogging } from "./bucket-logging.ts";
import { bucketObject } from "./bucket-object.ts";
import { bucketObjectLock } from "./bucket-object-lock.ts";
import { bucketOwnershipControls } from "./bucket-ownership-controls.ts";
import { bucketPolicy } from "./bucket-policy.ts";
import { bucketPublicAccessBlock } from "./bucket-public-access-block.ts";
import { bucketReplication } from "./bucket-replication.ts";
import { bucketTiering } from "./bucket-tiering.ts";
import { bucketVersioning } from "./bucket-versioning.ts";
import { getCallerIdentity } from "./caller-identity.ts";
import { getBucket } from "./get-bucket.ts";
import { getRole } from "./get-role.ts";
import { getRegion } from "./get-region.ts";
import { kmsAlias } from "./kms-alias.ts";
import { kmsKey } from "./kms-key.ts";
import { kmsKeyPolicy } from "./kms-key-policy.ts";
import { openIdConnectProvider } from "./oidc-provider-resource.ts";
import { getOpenIdConnectProvider } from "./oidc-provider.ts";
import { cloudtrailTrail } from "./cloudtrail-trail.ts";
import { eventRule } from "./event-rule.ts";
import { eventTarget } from "./event-target.ts";
import { logGroup } from "./log-group.ts";
import { logMetricFilter } from "./log-metric-filter.ts";
import { metricAlarm } from "./metric-alarm.ts";
import { snsTopic } from "./sns-topic.ts";
import { snsTopicPolicy } from "./sns-topic-policy.ts";
import { snsTopicSubscription } from "./sns-topic-subscription.ts";
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
    bucketLogging,
    bucketObject,
    bucketObjectLock,
    bucketOwnershipControls,
    bucketPolicy,
    bucketPublicAccessBlock,
    bucketReplication,
    bucketTiering,
    bucketVersioning,
    kmsAlias,
    kmsKey,
    kmsKeyPolicy,
    openIdConnectProvider,
    cloudtrailTrail,
    eventRule,
    eventTarget,
    logGroup,
    logMetricFilter,
    metricAlarm,
    snsTopic,
    snsTopicPolicy,
    snsTopicSubscription,
    policy,
    role,
    rolePolicy,
    rolePolicyAttachment,
];

/** The functions. */
export const AWS_FUNCTIONS: readonly AwsFunction[] = [
    getBucket,
    getCallerIdentity,
    getOpenIdConnectProvider,
    getPartition,
    getRegion,
    getRole,
];
