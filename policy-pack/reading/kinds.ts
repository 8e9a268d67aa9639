// Where resources of AWS hold policy documents, and which of them carry tags: by Pulumi's type tokens.

/** The document that says who may use a resource, by type. */
export const RESOURCE_DOCUMENTS: Readonly<Record<string, string>> = {
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy": "policy",
    "aws:ecr/repositoryPolicy:RepositoryPolicy": "policy",
    "aws:iam/role:Role": "assumeRolePolicy",
    "aws:kms/externalKey:ExternalKey": "policy",
    "aws:kms/key:Key": "policy",
    "aws:kms/keyPolicy:KeyPolicy": "policy",
    "aws:kms/replicaExternalKey:ReplicaExternalKey": "policy",
    "aws:kms/replicaKey:ReplicaKey": "policy",
    "aws:s3/accessPoint:AccessPoint": "policy",
    "aws:s3/bucket:Bucket": "policy",
    "aws:s3/bucketPolicy:BucketPolicy": "policy",
    "aws:s3/bucketV2:BucketV2": "policy",
    "aws:s3control/accessPointPolicy:AccessPointPolicy": "policy",
    "aws:s3control/bucketPolicy:BucketPolicy": "policy",
    "aws:secretsmanager/secret:Secret": "policy",
    "aws:secretsmanager/secretPolicy:SecretPolicy": "policy",
    "aws:sns/topic:Topic": "policy",
    "aws:sns/topicPolicy:TopicPolicy": "policy",
    "aws:sqs/queue:Queue": "policy",
    "aws:sqs/queuePolicy:QueuePolicy": "policy",
};

/** The type of a role. */
export const ROLE = "aws:iam/role:Role";

/** The document that says what an identity may do, by type; a role has its inline ones in a list. */
export const IDENTITY_DOCUMENTS: Readonly<Record<string, string>> = {
    "aws:iam/groupPolicy:GroupPolicy": "policy",
    "aws:iam/policy:Policy": "policy",
    "aws:iam/rolePolicy:RolePolicy": "policy",
    "aws:iam/userPolicy:UserPolicy": "policy",
    [ROLE]: "inlinePolicies",
};

/** What attaches a managed policy to an identity. */
export const ATTACHMENTS: readonly string[] = [
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "aws:iam/policyAttachment:PolicyAttachment",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
];

/** Buckets, under today's name and that of @pulumi/aws 6. */
export const BUCKETS: readonly string[] = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

/** What blocks public access to a bucket. */
export const PUBLIC_ACCESS_BLOCKS: readonly string[] = [
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
];

/** The policies of buckets. */
export const BUCKET_POLICIES: readonly string[] = ["aws:s3/bucketPolicy:BucketPolicy"];

/** How buckets encrypt. */
export const BUCKET_ENCRYPTIONS: readonly string[] = [
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
];

/** What costs, holds data or gives rights, and takes tags. */
export const TAGGED: readonly string[] = [
    ...BUCKETS,
    "aws:cloudtrail/trail:Trail",
    "aws:cloudwatch/eventRule:EventRule",
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    "aws:iam/policy:Policy",
    ROLE,
    "aws:kms/key:Key",
    "aws:sns/topic:Topic",
    "aws:sqs/queue:Queue",
];

/** The type of a Pulumi stack, whose members are its outputs. */
export const STACK = "pulumi:pulumi:Stack";
