/** `aws.sns.TopicSubscription`. */
import {
    GetSubscriptionAttributesCommand,
    SubscribeCommand,
    UnsubscribeCommand,
} from "@aws-sdk/client-sns";

import type { AwsResource } from "./aws-resource.ts";
import { attempt, attemptToFind } from "./failures.ts";
import { regionOf, REGION_RULE } from "./region.ts";
import { NO_TOPIC, sns } from "./sns.ts";
import { text } from "./values.ts";

const TITLE = "SNS Topic Subscription";

/** Who is told by a topic; its id is its ARN, which AWS knows before a mail address is confirmed. */
export const snsTopicSubscription: AwsResource = {
    type: "aws:sns/topicSubscription:TopicSubscription",
    inputs: {
        endpoint: { required: true, immutable: true },
        protocol: { required: true, immutable: true },
        region: REGION_RULE,
        topic: { required: true, immutable: true },
    },
    create: async (context, inputs) => {
        const answer = await attempt(`creating ${TITLE} (${text(inputs, "topic")})`, () =>
            sns(context, inputs).send(
                new SubscribeCommand({
                    TopicArn: text(inputs, "topic"),
                    Protocol: text(inputs, "protocol"),
                    Endpoint: text(inputs, "endpoint"),
                    ReturnSubscriptionArn: true,
                }),
            ),
        );
        const arn = answer.SubscriptionArn ?? "";
        return { id: arn, state: { ...inputs, arn, region: regionOf(context, inputs) } };
    },
    read: async (context, id, old) => {
        const answer = await attemptToFind(`reading ${TITLE} (${id})`, NO_TOPIC, () =>
            sns(context, old).send(new GetSubscriptionAttributesCommand({ SubscriptionArn: id })),
        );
        const found = answer?.Attributes;
        return (
            found && {
                arn: id,
                topic: found["TopicArn"],
                protocol: found["Protocol"],
                endpoint: found["Endpoint"],
                pendingConfirmation: found["PendingConfirmation"] === "true",
                region: regionOf(context, old),
            }
        );
    },
    delete: async (context, id, state) => {
        await attemptToFind(`deleting ${TITLE} (${id})`, NO_TOPIC, () =>
            sns(context, state).send(new UnsubscribeCommand({ SubscriptionArn: id })),
        );
    },
};
