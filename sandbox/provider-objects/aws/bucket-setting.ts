/** What the resources have in common that set one thing on a bucket: their id is the bucket's name, and its owner's where one is expected. */
import type { S3Client } from "@aws-sdk/client-s3";

import type { AwsContext, AwsResource, InputRule, Plain } from "./aws-resource.ts";
import { attemptToFind, awsFailure, isCode } from "./failures.ts";
import { regionOf, REGION_RULE } from "./region.ts";
import { optionalText, text } from "./values.ts";

/** One setting of a bucket. */
export interface BucketSetting {
    readonly type: string;
    /** How it is called in messages, such as `S3 Bucket Policy`. */
    readonly title: string;
    /** Its inputs beside the bucket and the Region. */
    readonly inputs: Readonly<Record<string, InputRule>>;
    /** AWS's codes for a bucket without the setting. */
    readonly missing: readonly string[];
    put(client: S3Client, bucket: NamedBucket, inputs: Plain): Promise<unknown>;
    /** Undefined when AWS's answer holds no such setting. */
    get(client: S3Client, bucket: NamedBucket): Promise<Plain | undefined>;
    delete(client: S3Client, bucket: NamedBucket, state: Plain): Promise<unknown>;
}

/** Which bucket a call is for, and whose it has to be, in S3's words. */
export interface NamedBucket {
    readonly Bucket: string;
    readonly ExpectedBucketOwner?: string;
}

/** The input with which a program says whose the bucket has to be; not every type has it. */
export const OWNER_RULE: InputRule = { immutable: true };

const NO_BUCKET = ["NoSuchBucket", "NotFound"];

/** The resource type for a setting of a bucket. */
export function bucketSetting(setting: BucketSetting): AwsResource {
    const { title } = setting;
    const write = async (context: AwsContext, doing: string, inputs: Plain): Promise<string> => {
        const bucket = named(text(inputs, "bucket"), optionalText(inputs, "expectedBucketOwner"));
        const client = context.connection.s3(regionOf(context, inputs));
        try {
            await setting.put(client, bucket, inputs);
        } catch (error) {
            const advice = isCode(error, ...NO_BUCKET)
                ? `There is no bucket ${bucket.Bucket}.`
                : undefined;
            throw awsFailure(`${doing} ${title} (${bucket.Bucket})`, error, advice);
        }
        return idOf(bucket);
    };
    return {
        type: setting.type,
        inputs: {
            bucket: { required: true, immutable: true },
            region: REGION_RULE,
            ...setting.inputs,
        },
        create: async (context, inputs) => {
            const id = await write(context, "creating", inputs);
            return { id, state: { ...inputs, region: regionOf(context, inputs) } };
        },
        read: async (context, id, state) => {
            const region = regionOf(context, state);
            const codes = [...NO_BUCKET, ...setting.missing];
            const bucket = bucketOf(id);
            const found = await attemptToFind(`reading ${title} (${id})`, codes, () =>
                setting.get(context.connection.s3(region), bucket),
            );
            return found && { bucket: bucket.Bucket, region, ...owner(bucket), ...found };
        },
        update: async (context, _id, _olds, news) => {
            await write(context, "updating", news);
            return { ...news, region: regionOf(context, news) };
        },
        delete: async (context, id, state) => {
            const client = context.connection.s3(regionOf(context, state));
            const codes = [...NO_BUCKET, ...setting.missing];
            await attemptToFind(`deleting ${title} (${id})`, codes, () =>
                setting.delete(client, bucketOf(id), state),
            );
        },
    };
}

function named(Bucket: string, owner: string | undefined): NamedBucket {
    return owner === undefined ? { Bucket } : { Bucket, ExpectedBucketOwner: owner };
}

function idOf({ Bucket, ExpectedBucketOwner }: NamedBucket): string {
    return ExpectedBucketOwner === undefined ? Bucket : `${Bucket},${ExpectedBucketOwner}`;
}

function bucketOf(id: string): NamedBucket {
    const [bucket = "", owner] = id.split(",");
    return named(bucket, owner);
}

function owner({ ExpectedBucketOwner }: NamedBucket): Plain {
    return ExpectedBucketOwner === undefined ? {} : { expectedBucketOwner: ExpectedBucketOwner };
}
