/** `aws.s3.Bucket`. */
import {
    CreateBucketCommand,
    DeleteBucketCommand,
    GetBucketTaggingCommand,
    HeadBucketCommand,
    PutBucketTaggingCommand,
    DeleteBucketTaggingCommand,
    type BucketLocationConstraint,
    type CreateBucketCommandInput,
} from "@aws-sdk/client-s3";

import { bucketArn } from "../../../components/pure/names/arn.ts";
import { bucketNameProblems } from "../../../components/pure/names/physical-names.ts";
import { formatProblem } from "../../../components/pure/problems.ts";
import type { AwsContext, AwsResource, AwsState, Plain } from "./aws-resource.ts";
import { emptyBucket } from "./bucket-contents.ts";
import { attempt, attemptToFind, awsFailure, isCode } from "./failures.ts";
import { factsOf, regionOf, REGION_RULE } from "./region.ts";
import { allTagMap, allTags, fromTags, TAGS_RULE, tagState, toTags } from "./tags.ts";
import { flag, given, optionalText, text } from "./values.ts";

/** The Region in which CreateBucket takes no location and makes a bucket of one's own again without a word. */
const FIRST_REGION = "us-east-1";
const LONGEST_NAME = 63;
const MISSING = ["NoSuchBucket", "NotFound"];

/** The bucket; its settings are resources of their own, as @pulumi/aws advises since version 7. */
export const bucket: AwsResource = {
    type: "aws:s3/bucket:Bucket",
    inputs: {
        bucket: {
            immutable: true,
            autoname: { longest: LONGEST_NAME, lowerCase: true },
            problem: (value) => bucketNameProblems(value, "bucket").map(formatProblem)[0],
        },
        bucketNamespace: { immutable: true, defaultValue: "global" },
        forceDestroy: { defaultValue: false },
        objectLockEnabled: { immutable: true, defaultValue: false },
        region: REGION_RULE,
        tags: TAGS_RULE,
    },
    create,
    read,
    update,
    delete: remove,
};

async function create(context: AwsContext, inputs: Plain): Promise<AwsState> {
    const name = text(inputs, "bucket");
    const region = regionOf(context, inputs);
    const client = context.connection.s3(region);
    if (region === FIRST_REGION && (await exists(context, name, region))) {
        throw await takenFailure(context, name, region, undefined);
    }
    try {
        await client.send(new CreateBucketCommand(createRequest(context, inputs, name, region)));
    } catch (error) {
        if (isCode(error, "BucketAlreadyExists", "BucketAlreadyOwnedByYou")) {
            throw await takenFailure(context, name, region, error);
        }
        throw awsFailure(`creating S3 Bucket (${name})`, error);
    }
    return {
        id: name,
        state: { ...inputs, ...bucketOutputs(name, region), tagsAll: allTagMap(context, inputs) },
    };
}

async function read(context: AwsContext, id: string, old: Plain): Promise<Plain | undefined> {
    const region = regionOf(context, old);
    if (!(await exists(context, id, region))) return undefined;
    return {
        bucket: id,
        forceDestroy: flag(old, "forceDestroy"),
        ...given({
            region: old["region"],
            bucketNamespace: old["bucketNamespace"],
            objectLockEnabled: old["objectLockEnabled"],
        }),
        ...bucketOutputs(id, region),
        ...tagState(context, await readTags(context, id, region)),
    };
}

async function update(context: AwsContext, id: string, olds: Plain, news: Plain): Promise<Plain> {
    const region = regionOf(context, olds);
    const tags = allTagMap(context, news);
    await attempt(`updating the tags of S3 Bucket (${id})`, async () => {
        const client = context.connection.s3(region);
        // PutBucketTagging replaces all tags at once and refuses an empty list.
        if (Object.keys(tags).length === 0)
            await client.send(new DeleteBucketTaggingCommand({ Bucket: id }));
        else
            await client.send(
                new PutBucketTaggingCommand({ Bucket: id, Tagging: { TagSet: toTags(tags) } }),
            );
    });
    return { ...news, ...bucketOutputs(id, region), tagsAll: tags };
}

async function remove(context: AwsContext, id: string, state: Plain): Promise<void> {
    const region = regionOf(context, state);
    const client = context.connection.s3(region);
    if (flag(state, "forceDestroy")) await emptyBucket(client, id, { signal: context.signal });
    try {
        await client.send(new DeleteBucketCommand({ Bucket: id }));
    } catch (error) {
        if (isCode(error, ...MISSING)) return;
        const advice = isCode(error, "BucketNotEmpty")
            ? "It still holds objects or versions: set forceDestroy (and run an update) to have them deleted, or empty it."
            : undefined;
        throw awsFailure(`deleting S3 Bucket (${id})`, error, advice);
    }
}

function createRequest(
    context: AwsContext,
    inputs: Plain,
    name: string,
    region: string,
): CreateBucketCommandInput {
    const tags = allTags(context, inputs);
    const namespace = optionalText(inputs, "bucketNamespace");
    const configuration = {
        ...(region === FIRST_REGION
            ? {}
            : { LocationConstraint: region as BucketLocationConstraint }),
        ...(tags.length === 0 ? {} : { Tags: tags }),
    };
    return {
        Bucket: name,
        ...(Object.keys(configuration).length === 0
            ? {}
            : { CreateBucketConfiguration: configuration }),
        ...(flag(inputs, "objectLockEnabled") ? { ObjectLockEnabledForBucket: true } : {}),
        ...(namespace === "account-regional" ? { BucketNamespace: namespace } : {}),
    };
}

async function exists(context: AwsContext, name: string, region: string): Promise<boolean> {
    const answer = await attemptToFind(`reading S3 Bucket (${name})`, MISSING, () =>
        context.connection.s3(region).send(new HeadBucketCommand({ Bucket: name })),
    );
    return answer !== undefined;
}

async function readTags(
    context: AwsContext,
    name: string,
    region: string,
): Promise<Record<string, string>> {
    const answer = await attemptToFind(
        `reading the tags of S3 Bucket (${name})`,
        ["NoSuchTagSet"],
        () => context.connection.s3(region).send(new GetBucketTaggingCommand({ Bucket: name })),
    );
    return fromTags(answer?.TagSet);
}

/** The real provider refuses a bucket of one's own too, in every Region: it cannot tell who else manages it. */
async function takenFailure(
    context: AwsContext,
    name: string,
    region: string,
    error: unknown,
): Promise<Error> {
    const doing = `creating S3 Bucket (${name})`;
    if (error !== undefined && isCode(error, "BucketAlreadyExists")) {
        return awsFailure(
            doing,
            error,
            "Another AWS account owns a bucket of this name: choose another name.",
        );
    }
    const { accountId } = await context.connection.caller();
    const tags = Object.entries(await readTags(context, name, region).catch(() => ({})));
    const marks =
        tags.length === 0 ? "no tags" : `the tags ${tags.map((tag) => tag.join("=")).join(", ")}`;
    const reason = error ?? new Error("BucketAlreadyExists: the bucket exists");
    return awsFailure(
        doing,
        reason,
        `The bucket belongs to this account (${accountId}) and carries ${marks}: import it, delete it or choose another name.`,
    );
}

/** What follows from a bucket's name and Region. */
export function bucketOutputs(name: string, region: string): Plain {
    const { partition, dnsSuffix } = factsOf(region);
    return {
        arn: bucketArn({ partition, bucketName: name }),
        bucketDomainName: `${name}.s3.${dnsSuffix}`,
        bucketRegionalDomainName: `${name}.s3.${region}.${dnsSuffix}`,
        bucketRegion: region,
        region,
    };
}
