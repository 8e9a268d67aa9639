// The role by which CloudTrail writes a trail's events to its log group.
import type { PolicyDocument } from "./statement.ts";

/** What its trust policy is made of. */
export interface LogDeliveryTrustArgs {
    /** The ARN of the one trail that may take the role. */
    readonly trailArn: string;
    readonly accountId: string;
}

/** What its access policy is made of. */
export interface LogDeliveryArgs {
    readonly partition: string;
    readonly region: string;
    readonly accountId: string;
    /** The name of the log group. */
    readonly logGroup: string;
}

/** Who may take the role: CloudTrail, for this trail. */
export function logDeliveryTrustPolicy(args: LogDeliveryTrustArgs): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Service: "cloudtrail.amazonaws.com" },
                Action: "sts:AssumeRole",
                Condition: {
                    StringEquals: {
                        "aws:SourceArn": args.trailArn,
                        "aws:SourceAccount": args.accountId,
                    },
                },
            },
        ],
    };
}

/**
 * What the role may do: make CloudTrail's own streams in this group, and write to them.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export function logDeliveryPolicy(args: LogDeliveryArgs): PolicyDocument {
    const { partition, region, accountId, logGroup } = args;
    const streams = `log-stream:${accountId}_CloudTrail_${region}*`;
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "WriteTrailEvents",
                Effect: "Allow",
                Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                Resource: `arn:${partition}:logs:${region}:${accountId}:log-group:${logGroup}:${streams}`,
            },
        ],
    };
}
