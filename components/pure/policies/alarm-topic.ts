// Who may publish to the topic that is told of alarms: these alarms and these rules, over TLS.
import type { PolicyDocument, Statement } from "./statement.ts";

/** What the policy is made of. */
export interface AlarmTopicPolicyArgs {
    /** The ARN of the topic. */
    readonly topicArn: string;
    readonly accountId: string;
    /** The ARNs of the CloudWatch alarms that publish. @default - none */
    readonly alarmArns?: readonly string[] | undefined;
    /** The ARNs of the EventBridge rules that publish. @default - none */
    readonly ruleArns?: readonly string[] | undefined;
}

/** The policy of the topic. */
export function alarmTopicPolicy(args: AlarmTopicPolicyArgs): PolicyDocument {
    const { topicArn, accountId, alarmArns = [], ruleArns = [] } = args;
    const publish = (Sid: string, Service: string, sources: readonly string[]): Statement[] =>
        sources.length === 0
            ? []
            : [
                  {
                      Sid,
                      Effect: "Allow",
                      Principal: { Service },
                      Action: "sns:Publish",
                      Resource: topicArn,
                      Condition: {
                          ArnEquals: { "aws:SourceArn": [...sources] },
                          StringEquals: { "aws:SourceAccount": accountId },
                      },
                  },
              ];
    return {
        Version: "2012-10-17",
        Statement: [
            ...publish("AlarmsOfThisStack", "cloudwatch.amazonaws.com", alarmArns),
            // EventBridge sends no aws:SourceAccount to SNS that AWS documents; its rule's ARN names the account.
            ...publish("RulesOfThisStack", "events.amazonaws.com", ruleArns).map(withoutAccount),
            {
                Sid: "DenyInsecureTransport",
                Effect: "Deny",
                Principal: "*",
                Action: "sns:Publish",
                Resource: topicArn,
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
        ],
    };
}

function withoutAccount(statement: Statement): Statement {
    const { ArnEquals } = statement.Condition ?? {};
    return { ...statement, ...(ArnEquals === undefined ? {} : { Condition: { ArnEquals } }) };
}
