/** `aws.cloudwatch.EventRule`, on the default bus. */
import {
    DeleteRuleCommand,
    DescribeRuleCommand,
    ListTagsForResourceCommand,
    PutRuleCommand,
    TagResourceCommand,
    UntagResourceCommand,
    type RuleState,
} from "@aws-sdk/client-eventbridge";

import { isRecord } from "../wire-values.ts";
import type { AwsContext, AwsResource, Plain } from "./aws-resource.ts";
import { events, NO_RULE } from "./events.ts";
import { attempt, attemptToFind } from "./failures.ts";
import { regionOf, REGION_RULE } from "./region.ts";
import { allTagMap, allTags, fromTags, tagChanges, TAGS_RULE, tagState } from "./tags.ts";
import { given, optionalText, text } from "./values.ts";

const LONGEST_DESCRIPTION = 512;
const TITLE = "EventBridge Rule";

/** A rule; its id is its name. */
export const eventRule: AwsResource = {
    type: "aws:cloudwatch/eventRule:EventRule",
    inputs: {
        description: {
            problem: (value) =>
                typeof value === "string" && value.length > LONGEST_DESCRIPTION
                    ? `expected at most ${LONGEST_DESCRIPTION} characters, got ${value.length}`
                    : undefined,
        },
        eventPattern: { problem: patternProblem },
        forceDestroy: { defaultValue: false },
        name: { immutable: true, autoname: { longest: 64 }, problem: nameProblem },
        region: REGION_RULE,
        scheduleExpression: {},
        state: { defaultValue: "ENABLED" },
        tags: TAGS_RULE,
    },
    create: async (context, inputs) => {
        const name = text(inputs, "name");
        const arn = await put(context, "creating", inputs, true);
        return { id: name, state: { ...inputs, ...outputs(context, arn, inputs) } };
    },
    read: async (context, id, old) => {
        const client = events(context, old);
        return attemptToFind(`reading ${TITLE} (${id})`, NO_RULE, async () => {
            const found = await client.send(new DescribeRuleCommand({ Name: id }));
            const tags = await client.send(
                new ListTagsForResourceCommand({ ResourceARN: found.Arn }),
            );
            return {
                arn: found.Arn,
                name: found.Name,
                state: found.State,
                forceDestroy: old["forceDestroy"] === true,
                region: regionOf(context, old),
                ...given({
                    description: found.Description === "" ? undefined : found.Description,
                    eventPattern: found.EventPattern === "" ? undefined : found.EventPattern,
                    scheduleExpression:
                        found.ScheduleExpression === "" ? undefined : found.ScheduleExpression,
                }),
                ...tagState(context, fromTags(tags.Tags)),
            };
        });
    },
    update: async (context, _id, olds, news) => {
        const arn = await put(context, "updating", news, false);
        await retag(context, arn, olds, news);
        return { ...news, ...outputs(context, arn, news) };
    },
    delete: async (context, id, state) => {
        await attemptToFind(`deleting ${TITLE} (${id})`, NO_RULE, () =>
            events(context, state).send(new DeleteRuleCommand({ Name: id })),
        );
    },
};

async function put(
    context: AwsContext,
    doing: string,
    inputs: Plain,
    tagged: boolean,
): Promise<string> {
    const Name = text(inputs, "name");
    const answer = await attempt(`${doing} ${TITLE} (${Name})`, () =>
        events(context, inputs).send(
            new PutRuleCommand({
                Name,
                State: (optionalText(inputs, "state") ?? "ENABLED") as RuleState,
                ...given({
                    Description: optionalText(inputs, "description"),
                    EventPattern: optionalText(inputs, "eventPattern"),
                    ScheduleExpression: optionalText(inputs, "scheduleExpression"),
                }),
                ...(tagged ? { Tags: allTags(context, inputs) } : {}),
            }),
        ),
    );
    return answer.RuleArn ?? "";
}

async function retag(
    context: AwsContext,
    ResourceARN: string,
    olds: Plain,
    news: Plain,
): Promise<void> {
    const { set, remove } = tagChanges(allTagMap(context, olds), allTagMap(context, news));
    const client = events(context, news);
    await attempt(`updating ${TITLE} (${ResourceARN})`, async () => {
        if (remove.length > 0) {
            await client.send(new UntagResourceCommand({ ResourceARN, TagKeys: remove }));
        }
        if (set.length > 0) await client.send(new TagResourceCommand({ ResourceARN, Tags: set }));
    });
}

function outputs(context: AwsContext, arn: string, inputs: Plain): Plain {
    return { arn, region: regionOf(context, inputs), tagsAll: allTagMap(context, inputs) };
}

function nameProblem(value: unknown): string | undefined {
    const legal = typeof value === "string" && /^[.\w-]{1,64}$/.test(value);
    return legal ? undefined : "expected 1 to 64 letters, digits and . - _";
}

function patternProblem(value: unknown): string | undefined {
    if (value === undefined) return undefined;
    if (typeof value !== "string") return "expected text";
    try {
        const pattern: unknown = JSON.parse(value);
        return isRecord(pattern) ? undefined : "expected an object";
    } catch {
        return "expected JSON";
    }
}
