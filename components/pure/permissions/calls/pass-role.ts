// Handing a role to a service of AWS, which then works with it.
import { callTable, providerSource, type CallTable } from "../call.ts";

/** The role by which S3 copies. */
export const PASS_TO_S3: CallTable = callTable(
    "iam",
    {
        caller: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
        source: providerSource("s3/bucket_replication_configuration.go"),
    },
    [{ on: "passed", phases: ["create", "update"], asked: ["PassRole"] }],
);

/** The role by which CloudTrail writes to a log group. */
export const PASS_TO_CLOUDTRAIL: CallTable = callTable(
    "iam",
    { caller: "aws:cloudtrail/trail:Trail", source: providerSource("cloudtrail/trail.go") },
    [{ on: "passed", phases: ["create", "update"], asked: ["PassRole"] }],
);
