// Who may do what with the bucket of a trail's files: CloudTrail may put them there for this trail, nobody without TLS anything.
import { insecureTransportDenied } from "./secure-transport.ts";
import type { PolicyDocument } from "./statement.ts";

const CLOUDTRAIL = { Service: "cloudtrail.amazonaws.com" } as const;

/** What the policy is made of. */
export interface AuditLogBucketPolicyArgs {
    /** The ARN of the bucket for the files. */
    readonly bucketArn: string;
    /** The ARN of the one trail that writes to it. */
    readonly trailArn: string;
    /** The trail's account. */
    readonly accountId: string;
}

/**
 * The policy of the bucket for a trail's files.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function auditLogBucketPolicy(args: AuditLogBucketPolicyArgs): PolicyDocument {
    const { bucketArn, trailArn, accountId } = args;
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "AWSCloudTrailAclCheck",
                Effect: "Allow",
                Principal: CLOUDTRAIL,
                Action: "s3:GetBucketAcl",
                Resource: bucketArn,
                Condition: { StringEquals: { "aws:SourceArn": trailArn } },
            },
            {
                Sid: "AWSCloudTrailWrite",
                Effect: "Allow",
                Principal: CLOUDTRAIL,
                Action: "s3:PutObject",
                Resource: `${bucketArn}/AWSLogs/${accountId}/*`,
                Condition: {
                    StringEquals: {
                        "s3:x-amz-acl": "bucket-owner-full-control",
                        "aws:SourceArn": trailArn,
                    },
                },
            },
            insecureTransportDenied(bucketArn),
        ],
    };
}
