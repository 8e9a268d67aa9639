/** `aws.cloudwatch.LogGroup`. */
import {
    AssociateKmsKeyCommand,
    CreateLogGroupCommand,
    DeleteLogGroupCommand,
    DeleteRetentionPolicyCommand,
    DescribeLogGroupsCommand,
    DisassociateKmsKeyCommand,
    ListTagsForResourceCommand,
    PutRetentionPolicyCommand,
    TagResourceCommand,
    UntagResourceCommand,
    type CloudWatchLogsClient,
    type LogGroup,
} from "@aws-sdk/client-cloudwatch-logs";

import type { AwsContext, AwsResource, AwsState, Plain } from "./aws-resource.ts";
import { attempt, attemptToFind } from "./failures.ts";
import { logs, NO_LOGS } from "./logs.ts";
import { regionOf, REGION_RULE } from "./region.ts";
import { allTagMap, tagChanges, TAGS_RULE, tagState } from "./tags.ts";
import { given, optionalNumber, optionalText, text } from "./values.ts";

/** A log group; its id is its name. */
export const logGroup: AwsResource = {
    type: "aws:cloudwatch/logGroup:LogGroup",
    inputs: {
        kmsKeyId: {},
        name: { immutable: true, autoname: { longest: 512 } },
        region: REGION_RULE,
        retentionInDays: { defaultValue: 0 },
        skipDestroy: { defaultValue: false },
        tags: TAGS_RULE,
    },
    create,
    read,
    update,
    delete: async (context, id, state) => {
        await attemptToFind(`deleting CloudWatch Logs Log Group (${id})`, NO_LOGS, () =>
            logs(context, state).send(new DeleteLogGroupCommand({ logGroupName: id })),
        );
    },
};

async function create(context: AwsContext, inputs: Plain): Promise<AwsState> {
    const name = text(inputs, "name");
    const client = logs(context, inputs);
    const found = await attempt(`creating CloudWatch Logs Log Group (${name})`, async () => {
        await client.send(
            new CreateLogGroupCommand({
                logGroupName: name,
                tags: allTagMap(context, inputs),
                ...given({ kmsKeyId: optionalText(inputs, "kmsKeyId") }),
            }),
        );
        await setRetention(client, name, optionalNumber(inputs, "retentionInDays") ?? 0);
        return find(client, name);
    });
    const state = { ...inputs, arn: arnOf(found), region: regionOf(context, inputs) };
    return { id: name, state: { ...state, tagsAll: allTagMap(context, inputs) } };
}

async function read(context: AwsContext, id: string, old: Plain): Promise<Plain | undefined> {
    const client = logs(context, old);
    return attemptToFind(`reading CloudWatch Logs Log Group (${id})`, NO_LOGS, async () => {
        const found = await find(client, id);
        if (found === undefined) return undefined;
        const arn = arnOf(found);
        const { tags = {} } = await client.send(
            new ListTagsForResourceCommand({ resourceArn: arn }),
        );
        return {
            arn,
            name: id,
            region: regionOf(context, old),
            retentionInDays: found.retentionInDays ?? 0,
            skipDestroy: old["skipDestroy"] === true,
            ...given({ kmsKeyId: found.kmsKeyId }),
            ...tagState(context, tags),
        };
    });
}

async function update(context: AwsContext, id: string, olds: Plain, news: Plain): Promise<Plain> {
    const client = logs(context, news);
    await attempt(`updating CloudWatch Logs Log Group (${id})`, async () => {
        await setRetention(client, id, optionalNumber(news, "retentionInDays") ?? 0);
        await setKey(client, id, optionalText(olds, "kmsKeyId"), optionalText(news, "kmsKeyId"));
        const { set, remove } = tagChanges(allTagMap(context, olds), allTagMap(context, news));
        const resourceArn = text(olds, "arn");
        if (remove.length > 0) {
            await client.send(new UntagResourceCommand({ resourceArn, tagKeys: remove }));
        }
        if (set.length > 0) {
            const tags = Object.fromEntries(set.map(({ Key, Value }) => [Key, Value]));
            await client.send(new TagResourceCommand({ resourceArn, tags }));
        }
    });
    const { arn } = olds;
    return { ...news, arn, region: regionOf(context, news), tagsAll: allTagMap(context, news) };
}

async function setRetention(
    client: CloudWatchLogsClient,
    logGroupName: string,
    retentionInDays: number,
): Promise<void> {
    if (retentionInDays === 0)
        await client.send(new DeleteRetentionPolicyCommand({ logGroupName }));
    else await client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }));
}

async function setKey(
    client: CloudWatchLogsClient,
    logGroupName: string,
    before: string | undefined,
    kmsKeyId: string | undefined,
): Promise<void> {
    if (before === kmsKeyId) return;
    if (kmsKeyId === undefined) await client.send(new DisassociateKmsKeyCommand({ logGroupName }));
    else await client.send(new AssociateKmsKeyCommand({ logGroupName, kmsKeyId }));
}

async function find(client: CloudWatchLogsClient, name: string): Promise<LogGroup | undefined> {
    const { logGroups = [] } = await client.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: name }),
    );
    return logGroups.find(({ logGroupName }) => logGroupName === name);
}

/** Pulumi's has no `:*` at its end, AWS's has. */
function arnOf(found: LogGroup | undefined): string {
    return (found?.logGroupArn ?? found?.arn ?? "").replace(/:\*$/, "");
}
