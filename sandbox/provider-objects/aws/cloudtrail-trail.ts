/** `aws.cloudtrail.Trail`. */
import {
    AddTagsCommand,
    CloudTrailClient,
    CreateTrailCommand,
    DeleteTrailCommand,
    GetEventSelectorsCommand,
    GetTrailCommand,
    GetTrailStatusCommand,
    ListTagsCommand,
    PutEventSelectorsCommand,
    RemoveTagsCommand,
    StartLoggingCommand,
    StopLoggingCommand,
    UpdateTrailCommand,
    type AdvancedEventSelector,
    type Trail,
} from "@aws-sdk/client-cloudtrail";

import { isRecord } from "../wire-values.ts";
import { fromApi, toApi, unknownMember, type Shape } from "./api-names.ts";
import type { AwsContext, AwsResource, AwsState, Plain } from "./aws-resource.ts";
import { attempt, attemptToFind } from "./failures.ts";
import { regionOf, REGION_RULE } from "./region.ts";
import { allTagMap, allTags, fromTags, tagChanges, TAGS_RULE, tagState } from "./tags.ts";
import { flag, given, objects, optionalText, text } from "./values.ts";

const MISSING = ["TrailNotFoundException", "UnknownTrailException"];

const SELECTOR: Shape = {
    name: ["Name"],
    fieldSelectors: [
        "FieldSelectors",
        {
            field: ["Field"],
            equals: ["Equals"],
            notEquals: ["NotEquals"],
            startsWiths: ["StartsWith"],
            notStartsWiths: ["NotStartsWith"],
            endsWiths: ["EndsWith"],
            notEndsWiths: ["NotEndsWith"],
        },
    ],
};

/** A trail; its id is its ARN. Only advanced selectors are known: CloudTrail's older ones no component uses. */
export const cloudtrailTrail: AwsResource = {
    type: "aws:cloudtrail/trail:Trail",
    inputs: {
        advancedEventSelectors: {
            problem: (selectors) => {
                const member = unknownMember(selectors, SELECTOR, "advancedEventSelectors");
                return member && `the sandbox does not know ${member}`;
            },
        },
        cloudWatchLogsGroupArn: {},
        cloudWatchLogsRoleArn: {},
        enableLogFileValidation: { defaultValue: false },
        enableLogging: { defaultValue: true },
        includeGlobalServiceEvents: { defaultValue: true },
        isMultiRegionTrail: { defaultValue: false },
        kmsKeyId: {},
        name: { immutable: true, autoname: { longest: 128 } },
        region: REGION_RULE,
        s3BucketName: { required: true },
        s3KeyPrefix: {},
        tags: TAGS_RULE,
    },
    create,
    read,
    update,
    delete: async (context, id, state) => {
        await attemptToFind(`deleting CloudTrail Trail (${id})`, MISSING, () =>
            client(context, state).send(new DeleteTrailCommand({ Name: id })),
        );
    },
};

async function create(context: AwsContext, inputs: Plain): Promise<AwsState> {
    const name = text(inputs, "name");
    const trails = client(context, inputs);
    const id = await attempt(`creating CloudTrail Trail (${name})`, async () => {
        const TagsList = allTags(context, inputs);
        const made = await trails.send(new CreateTrailCommand({ ...settings(inputs), TagsList }));
        const arn = made.TrailARN ?? name;
        // Not every emulator takes tags with the trail itself.
        if (TagsList.length > 0) {
            await trails.send(new AddTagsCommand({ ResourceId: arn, TagsList }));
        }
        // The emulator's CreateTrail forgets the log group, its UpdateTrail does not.
        if (optionalText(inputs, "cloudWatchLogsGroupArn") !== undefined) {
            await trails.send(new UpdateTrailCommand({ ...settings(inputs), Name: arn }));
        }
        await setUp(trails, arn, inputs);
        return arn;
    });
    return { id, state: { ...inputs, ...outputs(context, id, inputs) } };
}

async function read(context: AwsContext, id: string, old: Plain): Promise<Plain | undefined> {
    const trails = client(context, old);
    return attemptToFind(`reading CloudTrail Trail (${id})`, MISSING, async () => {
        const { Trail: found = {} } = await trails.send(new GetTrailCommand({ Name: id }));
        const [status, selectors, tags] = await Promise.all([
            trails.send(new GetTrailStatusCommand({ Name: id })),
            trails.send(new GetEventSelectorsCommand({ TrailName: id })),
            trails.send(new ListTagsCommand({ ResourceIdList: [id] })),
        ]);
        const advanced = selectors.AdvancedEventSelectors ?? [];
        return {
            ...stateOf(found),
            arn: id,
            enableLogging: status.IsLogging,
            region: regionOf(context, old),
            ...(advanced.length === 0
                ? {}
                : { advancedEventSelectors: fromApi(advanced, SELECTOR) }),
            ...tagState(context, fromTags(tags.ResourceTagList?.[0]?.TagsList)),
        };
    });
}

async function update(context: AwsContext, id: string, olds: Plain, news: Plain): Promise<Plain> {
    const trails = client(context, news);
    await attempt(`updating CloudTrail Trail (${id})`, async () => {
        await trails.send(new UpdateTrailCommand({ ...settings(news), Name: id }));
        await setUp(trails, id, news);
        const { set, remove } = tagChanges(allTagMap(context, olds), allTagMap(context, news));
        if (remove.length > 0) {
            const TagsList = remove.map((Key) => ({ Key }));
            await trails.send(new RemoveTagsCommand({ ResourceId: id, TagsList }));
        }
        if (set.length > 0) {
            await trails.send(new AddTagsCommand({ ResourceId: id, TagsList: set }));
        }
    });
    return { ...news, ...outputs(context, id, news) };
}

async function setUp(trails: CloudTrailClient, TrailName: string, inputs: Plain): Promise<void> {
    const AdvancedEventSelectors = objects(inputs, "advancedEventSelectors")
        .map((selector) => toApi(selector, SELECTOR))
        .filter(isRecord) as unknown[] as AdvancedEventSelector[];
    if (AdvancedEventSelectors.length > 0) {
        await trails.send(new PutEventSelectorsCommand({ TrailName, AdvancedEventSelectors }));
    }
    const logs = inputs["enableLogging"] !== false;
    await trails.send(
        logs
            ? new StartLoggingCommand({ Name: TrailName })
            : new StopLoggingCommand({ Name: TrailName }),
    );
}

function settings(inputs: Plain) {
    return {
        Name: text(inputs, "name"),
        S3BucketName: text(inputs, "s3BucketName"),
        EnableLogFileValidation: flag(inputs, "enableLogFileValidation"),
        IncludeGlobalServiceEvents: inputs["includeGlobalServiceEvents"] !== false,
        IsMultiRegionTrail: flag(inputs, "isMultiRegionTrail"),
        ...given({
            S3KeyPrefix: optionalText(inputs, "s3KeyPrefix"),
            KmsKeyId: optionalText(inputs, "kmsKeyId"),
            CloudWatchLogsLogGroupArn: optionalText(inputs, "cloudWatchLogsGroupArn"),
            CloudWatchLogsRoleArn: optionalText(inputs, "cloudWatchLogsRoleArn"),
        }),
    };
}

function stateOf(found: Trail): Plain {
    return given({
        name: found.Name,
        s3BucketName: found.S3BucketName,
        s3KeyPrefix: found.S3KeyPrefix === "" ? undefined : found.S3KeyPrefix,
        enableLogFileValidation: found.LogFileValidationEnabled,
        includeGlobalServiceEvents: found.IncludeGlobalServiceEvents,
        isMultiRegionTrail: found.IsMultiRegionTrail,
        kmsKeyId: found.KmsKeyId,
        cloudWatchLogsGroupArn: found.CloudWatchLogsLogGroupArn,
        cloudWatchLogsRoleArn: found.CloudWatchLogsRoleArn,
        homeRegion: found.HomeRegion,
    });
}

function outputs(context: AwsContext, arn: string, inputs: Plain): Plain {
    const region = regionOf(context, inputs);
    return { arn, homeRegion: region, region, tagsAll: allTagMap(context, inputs) };
}

function client(context: AwsContext, properties: Plain): CloudTrailClient {
    return context.connection.client("cloudtrail", CloudTrailClient, regionOf(context, properties));
}
