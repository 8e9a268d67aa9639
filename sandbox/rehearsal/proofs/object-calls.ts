/** What Tempo does in its bucket, call by call, each with its answer checked. */
import type { S3Client } from "@aws-sdk/client-s3";

/** Where the calls work: nothing outside the prefix is touched, and nothing stays in it. */
export interface ObjectPlace {
    readonly bucketName: string;
    readonly prefix: string;
}

/** One call, or the few that make up one operation. */
export interface ObjectCall {
    readonly operation: string;
    readonly call: (s3: S3Client) => Promise<void>;
}

const META = '{"format":"vParquet4","blockID":"rehearsal"}';
const META_RANGE = { header: "bytes=2-7", text: "format" };
/** S3 takes no smaller part than this, except as the last. */
const PART_BYTES = 5 * 1024 * 1024;
const TAIL = "the last part";
const TAGS = [{ Key: "compacted", Value: "true" }];

/** The calls in order; each builds on the ones before. */
export function objectCalls(place: ObjectPlace): ObjectCall[] {
    return [
        { operation: "s3:PutObject", call: (s3) => put(s3, place) },
        { operation: "s3:GetObject, a range", call: (s3) => readRange(s3, place) },
        { operation: "s3:ListBucket", call: (s3) => list(s3, place) },
        { operation: "multipart upload", call: (s3) => upload(s3, place) },
        { operation: "s3:AbortMultipartUpload", call: (s3) => abort(s3, place) },
        { operation: "copy of an object", call: (s3) => copy(s3, place) },
        { operation: "s3:PutObjectTagging", call: (s3) => tag(s3, place) },
        { operation: "s3:GetObjectTagging", call: (s3) => readTags(s3, place) },
        { operation: "s3:DeleteObject", call: (s3) => remove(s3, place) },
    ];
}

/** Fails when an answer is not the one that was expected. */
export function expectAnswer(what: string, found: unknown, expected: unknown): void {
    if (found !== expected) {
        throw new Error(`expected ${what} to be ${String(expected)}, got ${String(found)}`);
    }
}

async function put(s3: S3Client, place: ObjectPlace): Promise<void> {
    const { PutObjectCommand } = await import("@aws-sdk/client-s3");
    await s3.send(new PutObjectCommand({ ...at(place, "meta.json"), Body: META }));
}

async function readRange(s3: S3Client, place: ObjectPlace): Promise<void> {
    const { GetObjectCommand } = await import("@aws-sdk/client-s3");
    const { Body } = await s3.send(
        new GetObjectCommand({ ...at(place, "meta.json"), Range: META_RANGE.header }),
    );
    const text = await Body?.transformToString();
    expectAnswer(`the range ${META_RANGE.header}`, text, META_RANGE.text);
}

async function list(s3: S3Client, place: ObjectPlace): Promise<void> {
    expectAnswer("the list", (await keys(s3, place)).join(), `${place.prefix}meta.json`);
}

async function upload(s3: S3Client, place: ObjectPlace): Promise<void> {
    const { CreateMultipartUploadCommand, UploadPartCommand, CompleteMultipartUploadCommand } =
        await import("@aws-sdk/client-s3");
    const object = at(place, "data.parquet");
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(object));
    const bodies = [Buffer.alloc(PART_BYTES), Buffer.from(TAIL)];
    const Parts = await Promise.all(
        bodies.map(async (Body, index) => {
            const PartNumber = index + 1;
            const part = new UploadPartCommand({ ...object, UploadId, PartNumber, Body });
            return { PartNumber, ETag: (await s3.send(part)).ETag };
        }),
    );
    const { ETag } = await s3.send(
        new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts } }),
    );
    expectAnswer("an ETag of two parts", ETag?.includes("-2"), true);
}

async function abort(s3: S3Client, place: ObjectPlace): Promise<void> {
    const { AbortMultipartUploadCommand, CreateMultipartUploadCommand } =
        await import("@aws-sdk/client-s3");
    const object = at(place, "unfinished.parquet");
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(object));
    await s3.send(new AbortMultipartUploadCommand({ ...object, UploadId }));
}

async function copy(s3: S3Client, place: ObjectPlace): Promise<void> {
    const { CopyObjectCommand, GetObjectCommand } = await import("@aws-sdk/client-s3");
    const CopySource = `${place.bucketName}/${place.prefix}meta.json`;
    const target = at(place, "meta.compacted.json");
    await s3.send(new CopyObjectCommand({ ...target, CopySource }));
    const { Body } = await s3.send(new GetObjectCommand(target));
    expectAnswer("the copy", await Body?.transformToString(), META);
}

async function tag(s3: S3Client, place: ObjectPlace): Promise<void> {
    const { PutObjectTaggingCommand } = await import("@aws-sdk/client-s3");
    await s3.send(
        new PutObjectTaggingCommand({ ...at(place, "meta.json"), Tagging: { TagSet: TAGS } }),
    );
}

async function readTags(s3: S3Client, place: ObjectPlace): Promise<void> {
    const { GetObjectTaggingCommand } = await import("@aws-sdk/client-s3");
    const { TagSet } = await s3.send(new GetObjectTaggingCommand(at(place, "meta.json")));
    expectAnswer("the tags", JSON.stringify(TagSet), JSON.stringify(TAGS));
}

async function remove(s3: S3Client, place: ObjectPlace): Promise<void> {
    const { DeleteObjectCommand } = await import("@aws-sdk/client-s3");
    for (const name of ["meta.json", "data.parquet", "meta.compacted.json"]) {
        await s3.send(new DeleteObjectCommand(at(place, name)));
    }
    expectAnswer("the list after the deletes", (await keys(s3, place)).join(), "");
}

async function keys(s3: S3Client, { bucketName, prefix }: ObjectPlace): Promise<string[]> {
    const { ListObjectsV2Command } = await import("@aws-sdk/client-s3");
    const { Contents } = await s3.send(
        new ListObjectsV2Command({ Bucket: bucketName, Prefix: prefix }),
    );
    return (Contents ?? []).map(({ Key }) => Key ?? "");
}

function at({ bucketName, prefix }: ObjectPlace, name: string): { Bucket: string; Key: string } {
    return { Bucket: bucketName, Key: `${prefix}${name}` };
}
