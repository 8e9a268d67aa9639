// Refuses uploads that ask for another encryption than the bucket's own. One that asks for none passes: S3 then uses the
// bucket's own, and Tempo never asks. Where a header is absent, its key is too, and StringNotEquals would hold: hence Null.
import type { BucketEncryption } from "../encryption.ts";
import type { Conditions, Statement } from "./statement.ts";

const ALGORITHM = "s3:x-amz-server-side-encryption";
const KEY = "s3:x-amz-server-side-encryption-aws-kms-key-id";
const CUSTOMER_ALGORITHM = "s3:x-amz-server-side-encryption-customer-algorithm";

/**
 * The statements for a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-kms-encryption.html
 */
export function otherEncryptionDenied(
    bucketArn: string,
    encryption: BucketEncryption,
): Statement[] {
    const deny = (Sid: string, Condition: Conditions): Statement => ({
        Sid,
        Effect: "Deny",
        Principal: "*",
        Action: "s3:PutObject",
        Resource: `${bucketArn}/*`,
        Condition,
    });
    return [
        deny("DenyOtherAlgorithm", {
            Null: { [ALGORITHM]: "false" },
            StringNotEquals: { [ALGORITHM]: encryption.algorithm },
        }),
        ...(encryption.algorithm === "AES256"
            ? []
            : [
                  deny("DenyOtherKey", {
                      Null: { [KEY]: "false" },
                      StringNotEquals: { [KEY]: encryption.keyArn },
                  }),
                  // KMS without a key is not the bucket's key, but the one that AWS keeps for the account's S3.
                  deny("DenyUnnamedKey", { Null: { [ALGORITHM]: "false", [KEY]: "true" } }),
              ]),
        deny("DenyCustomerKey", { Null: { [CUSTOMER_ALGORITHM]: "false" } }),
    ];
}
