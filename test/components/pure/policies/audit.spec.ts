import { expect } from "chai";

import { alarmTopicPolicy } from "../../../../components/pure/policies/alarm-topic.ts";
import { auditLogBucketPolicy } from "../../../../components/pure/policies/audit-log-bucket.ts";
import {
    logDeliveryPolicy,
    logDeliveryTrustPolicy,
} from "../../../../components/pure/policies/log-delivery.ts";

const ACCOUNT = "123456789012";
const TRAIL = `arn:aws:cloudtrail:us-east-2:${ACCOUNT}:trail/traces-audit`;
const TOPIC = `arn:aws:sns:us-east-2:${ACCOUNT}:traces-alarms`;

describe("the policy of the bucket for a trail's files", () => {
    it("lets this trail write, and nobody come without TLS", () => {
        expect(
            auditLogBucketPolicy({
                bucketArn: "arn:aws:s3:::traces-audit",
                trailArn: TRAIL,
                accountId: ACCOUNT,
            }),
        ).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "AWSCloudTrailAclCheck",
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "s3:GetBucketAcl",
                    Resource: "arn:aws:s3:::traces-audit",
                    Condition: { StringEquals: { "aws:SourceArn": TRAIL } },
                },
                {
                    Sid: "AWSCloudTrailWrite",
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "s3:PutObject",
                    Resource: "arn:aws:s3:::traces-audit/AWSLogs/123456789012/*",
                    Condition: {
                        StringEquals: {
                            "s3:x-amz-acl": "bucket-owner-full-control",
                            "aws:SourceArn": TRAIL,
                        },
                    },
                },
                {
                    Sid: "DenyInsecureTransport",
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:*",
                    Resource: ["arn:aws:s3:::traces-audit", "arn:aws:s3:::traces-audit/*"],
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
            ],
        });
    });
});

describe("the policies of the role by which CloudTrail writes to a log group", () => {
    it("trust CloudTrail for this trail", () => {
        expect(logDeliveryTrustPolicy({ trailArn: TRAIL, accountId: ACCOUNT })).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: "cloudtrail.amazonaws.com" },
                    Action: "sts:AssumeRole",
                    Condition: {
                        StringEquals: {
                            "aws:SourceArn": TRAIL,
                            "aws:SourceAccount": ACCOUNT,
                        },
                    },
                },
            ],
        });
    });

    it("allow CloudTrail's own streams in this group", () => {
        expect(
            logDeliveryPolicy({
                partition: "aws-us-gov",
                region: "us-gov-west-1",
                accountId: ACCOUNT,
                logGroup: "/tempo-sts/traces",
            }),
        ).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "WriteTrailEvents",
                    Effect: "Allow",
                    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                    Resource:
                        "arn:aws-us-gov:logs:us-gov-west-1:123456789012:log-group:/tempo-sts/traces:log-stream:123456789012_CloudTrail_us-gov-west-1*",
                },
            ],
        });
    });
});

describe("the policy of the topic of alarms", () => {
    const insecure = {
        Sid: "DenyInsecureTransport",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: TOPIC,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
    };

    it("lets the alarms publish that are named", () => {
        const alarmArns = [`arn:aws:cloudwatch:us-east-2:${ACCOUNT}:alarm:a`];
        expect(
            alarmTopicPolicy({ topicArn: TOPIC, accountId: ACCOUNT, alarmArns }).Statement,
        ).to.deep.equal([
            {
                Sid: "AlarmsOfThisStack",
                Effect: "Allow",
                Principal: { Service: "cloudwatch.amazonaws.com" },
                Action: "sns:Publish",
                Resource: TOPIC,
                Condition: {
                    ArnEquals: { "aws:SourceArn": alarmArns },
                    StringEquals: { "aws:SourceAccount": ACCOUNT },
                },
            },
            insecure,
        ]);
    });

    it("lets the rules publish that are named", () => {
        const ruleArns = [`arn:aws:events:us-east-2:${ACCOUNT}:rule/r`];
        expect(
            alarmTopicPolicy({ topicArn: TOPIC, accountId: ACCOUNT, ruleArns }).Statement,
        ).to.deep.equal([
            {
                Sid: "RulesOfThisStack",
                Effect: "Allow",
                Principal: { Service: "events.amazonaws.com" },
                Action: "sns:Publish",
                Resource: TOPIC,
                Condition: { ArnEquals: { "aws:SourceArn": ruleArns } },
            },
            insecure,
        ]);
    });
});
