// What each setting of a bucket needs: a resource of its own, with its own pair of rights.
import { callTable, providerSource, type CallTable } from "../call.ts";

const WRITE = ["create", "update", "delete"] as const;
const READ = ["create", "read", "update"] as const;

/** Public access. */
export const PUBLIC_ACCESS = setting(
    "bucketPublicAccessBlock:BucketPublicAccessBlock",
    "bucket_public_access_block.go",
    "BucketPublicAccessBlock",
);

/** Whose the objects are. */
export const OWNERSHIP = setting(
    "bucketOwnershipControls:BucketOwnershipControls",
    "bucket_ownership_controls.go",
    "BucketOwnershipControls",
);

/** Default encryption. */
export const DEFAULT_ENCRYPTION = setting(
    "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "bucket_server_side_encryption_configuration.go",
    "EncryptionConfiguration",
);

/** Lifecycle. */
export const LIFECYCLE = setting(
    "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "bucket_lifecycle_configuration.go",
    "LifecycleConfiguration",
);

/** Versions. */
export const VERSIONING = setting(
    "bucketVersioning:BucketVersioning",
    "bucket_versioning.go",
    "BucketVersioning",
);

/** Server access logs. */
export const LOGGING = setting("bucketLogging:BucketLogging", "bucket_logging.go", "BucketLogging");

/** Object Lock. */
export const OBJECT_LOCK = setting(
    "bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    "bucket_object_lock_configuration.go",
    "BucketObjectLockConfiguration",
);

/** Archives of Intelligent-Tiering. */
export const TIERING = setting(
    "bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration",
    "bucket_intelligent_tiering_configuration.go",
    "IntelligentTieringConfiguration",
);

/** Replication. */
export const REPLICATION = setting(
    "bucketReplicationConfig:BucketReplicationConfig",
    "bucket_replication_configuration.go",
    "ReplicationConfiguration",
);

/** The policy of a bucket: the one setting whose deletion has a right of its own. */
export const BUCKET_POLICY: CallTable = callTable(
    "s3",
    {
        caller: "aws:s3/bucketPolicy:BucketPolicy",
        source: providerSource("s3/bucket_policy.go"),
    },
    [
        { on: "bucket", phases: ["create", "update"], proven: ["PutBucketPolicy"] },
        { on: "bucket", phases: READ, proven: ["GetBucketPolicy"] },
        { on: "bucket", phases: ["delete"], proven: ["DeleteBucketPolicy"] },
    ],
);

/** S3 authorises the deletion of a setting as its writing. */
function setting(type: string, file: string, noun: string): CallTable {
    return callTable("s3", { caller: `aws:s3/${type}`, source: providerSource(`s3/${file}`) }, [
        { on: "bucket", phases: WRITE, proven: [`Put${noun}`] },
        { on: "bucket", phases: READ, proven: [`Get${noun}`] },
    ]);
}
