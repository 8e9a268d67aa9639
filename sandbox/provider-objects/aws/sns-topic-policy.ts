/** `aws.sns.TopicPolicy`. */
import { GetTopicAttributesCommand, SetTopicAttributesCommand } from "@aws-sdk/client-sns";

import type { AwsContext, AwsResource, Plain } from "./aws-resource.ts";
import { attempt, attemptToFind } from "./failures.ts";
import { regionOf, REGION_RULE } from "./region.ts";
import { NO_TOPIC, sns } from "./sns.ts";
import { text } from "./values.ts";

const TITLE = "SNS Topic Policy";

/** The policy of a topic; its id is the topic's ARN. Deleted, the topic has AWS's own again, as Pulumi's provider does it. */
export const snsTopicPolicy: AwsResource = {
    type: "aws:sns/topicPolicy:TopicPolicy",
    inputs: {
        arn: { required: true, immutable: true },
        policy: { required: true, policy: true },
        region: REGION_RULE,
    },
    create: async (context, inputs) => {
        const id = text(inputs, "arn");
        await put(context, "creating", inputs, text(inputs, "policy"));
        return { id, state: { ...inputs, ...outputs(context, id, inputs) } };
    },
    read: async (context, id, old) => {
        const answer = await attemptToFind(`reading ${TITLE} (${id})`, NO_TOPIC, () =>
            sns(context, old).send(new GetTopicAttributesCommand({ TopicArn: id })),
        );
        const policy = answer?.Attributes?.["Policy"];
        return policy === undefined ? undefined : { arn: id, policy, ...outputs(context, id, old) };
    },
    update: async (context, id, _olds, news) => {
        await put(context, "updating", news, text(news, "policy"));
        return { ...news, ...outputs(context, id, news) };
    },
    delete: async (context, id, state) => {
        await attemptToFind(`deleting ${TITLE} (${id})`, NO_TOPIC, () =>
            send(context, state, JSON.stringify(ownersPolicy(id))),
        );
    },
};

async function put(
    context: AwsContext,
    doing: string,
    inputs: Plain,
    policy: string,
): Promise<void> {
    await attempt(`${doing} ${TITLE} (${text(inputs, "arn")})`, () =>
        send(context, inputs, policy),
    );
}

function send(context: AwsContext, properties: Plain, policy: string): Promise<unknown> {
    return sns(context, properties).send(
        new SetTopicAttributesCommand({
            TopicArn: text(properties, "arn"),
            AttributeName: "Policy",
            AttributeValue: policy,
        }),
    );
}

function ownersPolicy(topicArn: string): object {
    return {
        Version: "2008-10-17",
        Statement: [
            {
                Sid: "__default_statement_ID",
                Effect: "Allow",
                Principal: { AWS: "*" },
                Action: ["SNS:Publish", "SNS:Subscribe"],
                Resource: topicArn,
                Condition: { StringEquals: { "AWS:SourceOwner": topicArn.split(":")[4] } },
            },
        ],
    };
}

function outputs(context: AwsContext, topicArn: string, properties: Plain): Plain {
    return { owner: topicArn.split(":")[4], region: regionOf(context, properties) };
}
