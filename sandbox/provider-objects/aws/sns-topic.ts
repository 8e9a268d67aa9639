/** `aws.sns.Topic`. */
import {
    CreateTopicCommand,
    DeleteTopicCommand,
    GetTopicAttributesCommand,
    ListTagsForResourceCommand,
    SetTopicAttributesCommand,
    TagResourceCommand,
    UntagResourceCommand,
} from "@aws-sdk/client-sns";

import type { AwsContext, AwsResource, AwsState, Plain } from "./aws-resource.ts";
import { attempt, attemptToFind } from "./failures.ts";
import { regionOf, REGION_RULE } from "./region.ts";
import { NO_TOPIC, sns } from "./sns.ts";
import { allTagMap, allTags, fromTags, tagChanges, TAGS_RULE, tagState } from "./tags.ts";
import { given, optionalText, text } from "./values.ts";

const TITLE = "SNS Topic";

/** A standard topic; its id is its ARN. Its policy is a resource of its own. */
export const snsTopic: AwsResource = {
    type: "aws:sns/topic:Topic",
    inputs: {
        displayName: {},
        kmsMasterKeyId: {},
        name: { immutable: true, autoname: { longest: 256 } },
        region: REGION_RULE,
        tags: TAGS_RULE,
    },
    create,
    read,
    update: async (context, id, olds, news) => {
        await attempt(`updating ${TITLE} (${id})`, () => change(context, id, olds, news));
        return { ...news, ...outputs(context, id, news) };
    },
    delete: async (context, id, state) => {
        await attemptToFind(`deleting ${TITLE} (${id})`, NO_TOPIC, () =>
            sns(context, state).send(new DeleteTopicCommand({ TopicArn: id })),
        );
    },
};

async function create(context: AwsContext, inputs: Plain): Promise<AwsState> {
    const Name = text(inputs, "name");
    const answer = await attempt(`creating ${TITLE} (${Name})`, () =>
        sns(context, inputs).send(
            new CreateTopicCommand({
                Name,
                Attributes: attributes(inputs),
                Tags: allTags(context, inputs),
            }),
        ),
    );
    const id = answer.TopicArn ?? "";
    return { id, state: { ...inputs, ...outputs(context, id, inputs) } };
}

async function read(context: AwsContext, id: string, old: Plain): Promise<Plain | undefined> {
    const client = sns(context, old);
    return attemptToFind(`reading ${TITLE} (${id})`, NO_TOPIC, async () => {
        const { Attributes = {} } = await client.send(
            new GetTopicAttributesCommand({ TopicArn: id }),
        );
        const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceArn: id }));
        const filled = (name: string): string | undefined => {
            const value = Attributes[name];
            return value === "" ? undefined : value;
        };
        return {
            ...outputs(context, id, old),
            name: id.split(":").at(-1),
            ...given({
                displayName: filled("DisplayName"),
                kmsMasterKeyId: filled("KmsMasterKeyId"),
            }),
            ...tagState(context, fromTags(Tags)),
        };
    });
}

async function change(
    context: AwsContext,
    TopicArn: string,
    olds: Plain,
    news: Plain,
): Promise<void> {
    const client = sns(context, news);
    for (const [property, AttributeName] of ATTRIBUTES) {
        const AttributeValue = optionalText(news, property) ?? "";
        if ((optionalText(olds, property) ?? "") !== AttributeValue) {
            await client.send(
                new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }),
            );
        }
    }
    const { set, remove } = tagChanges(allTagMap(context, olds), allTagMap(context, news));
    if (remove.length > 0) {
        await client.send(new UntagResourceCommand({ ResourceArn: TopicArn, TagKeys: remove }));
    }
    if (set.length > 0) {
        await client.send(new TagResourceCommand({ ResourceArn: TopicArn, Tags: set }));
    }
}

const ATTRIBUTES = [
    ["displayName", "DisplayName"],
    ["kmsMasterKeyId", "KmsMasterKeyId"],
] as const;

function attributes(inputs: Plain): Record<string, string> {
    const all = ATTRIBUTES.map(([property, name]) => [name, optionalText(inputs, property)]);
    return Object.fromEntries(
        all.filter((pair): pair is [string, string] => pair[1] !== undefined),
    );
}

function outputs(context: AwsContext, arn: string, inputs: Plain): Plain {
    const region = regionOf(context, inputs);
    return { arn, owner: arn.split(":")[4], region, tagsAll: allTagMap(context, inputs) };
}
