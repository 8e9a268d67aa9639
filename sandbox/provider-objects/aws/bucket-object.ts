/** `aws.s3.BucketObjectv2`: an object whose content stands in the program. */
import { DeleteObjectCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";

import type { AwsContext, AwsResource, Plain } from "./aws-resource.ts";
import { attempt, attemptToFind } from "./failures.ts";
import { factsOf, regionOf, REGION_RULE } from "./region.ts";
import { given, optionalText, text } from "./values.ts";

const MISSING = ["NotFound", "NoSuchKey", "NoSuchBucket"];

/** Its id is `bucket/key`. As the real provider, a read does not compare the content. */
export const bucketObject: AwsResource = {
    type: "aws:s3/bucketObjectv2:BucketObjectv2",
    inputs: {
        bucket: { required: true, immutable: true },
        cacheControl: {},
        content: { required: true },
        contentType: { assumed: true },
        key: { required: true, immutable: true },
        region: REGION_RULE,
    },
    create: async (context, inputs) => ({
        id: `${text(inputs, "bucket")}/${text(inputs, "key")}`,
        state: await put(context, "creating", inputs),
    }),
    read,
    update: async (context, _id, _olds, news) => put(context, "updating", news),
    delete: async (context, id, state) => {
        const s3 = context.connection.s3(regionOf(context, state));
        await attemptToFind(`deleting S3 Object (${id})`, MISSING, () =>
            s3.send(new DeleteObjectCommand(placeOf(id))),
        );
    },
};

async function put(context: AwsContext, doing: string, inputs: Plain): Promise<Plain> {
    const region = regionOf(context, inputs);
    const place = { Bucket: text(inputs, "bucket"), Key: text(inputs, "key") };
    const id = `${place.Bucket}/${place.Key}`;
    await attempt(`${doing} S3 Object (${id})`, () =>
        context.connection.s3(region).send(
            new PutObjectCommand({
                ...place,
                Body: text(inputs, "content"),
                ...given({
                    CacheControl: optionalText(inputs, "cacheControl"),
                    ContentType: optionalText(inputs, "contentType"),
                }),
            }),
        ),
    );
    return { ...inputs, ...(await read(context, id, inputs)) };
}

async function read(context: AwsContext, id: string, old: Plain): Promise<Plain | undefined> {
    const region = regionOf(context, old);
    const place = placeOf(id);
    const found = await attemptToFind(`reading S3 Object (${id})`, MISSING, () =>
        context.connection.s3(region).send(new HeadObjectCommand(place)),
    );
    return (
        found && {
            arn: `arn:${factsOf(region).partition}:s3:::${id}`,
            bucket: place.Bucket,
            key: place.Key,
            region,
            contentType: found.ContentType,
            etag: found.ETag?.replaceAll('"', ""),
            versionId: found.VersionId ?? "",
            ...given({ cacheControl: found.CacheControl, content: old["content"] }),
        }
    );
}

function placeOf(id: string): { Bucket: string; Key: string } {
    const [Bucket = "", ...key] = id.split("/");
    return { Bucket, Key: key.join("/") };
}
