// The calls that Tempo makes of S3, each once, on objects of the probe's own that go again whatever happens.
import { randomUUID } from "node:crypto";

import type { S3Client } from "@aws-sdk/client-s3";

import { objectsBelow } from "../../components/pure/names/object-prefix.ts";
import { s3Client } from "../../stacks/aws/clients.ts";
import type { AwsConnection } from "../../stacks/aws/connection.ts";
import { PROBE_PREFIX, type ProbedPlace } from "../../stacks/handshake/bucket.ts";

/** What came of them. */
export interface TempoCalls {
    readonly done: readonly string[];
    /** The first that was refused. */
    readonly refused?: { readonly call: string; readonly error: unknown };
    /** Keys of objects that could be written and not deleted. */
    readonly leftBehind: readonly string[];
}

/** One call: its name as IAM and Tempo's code have it, and what it does. */
interface Call {
    readonly name: string;
    readonly run: () => Promise<unknown>;
}

interface Stage {
    readonly client: S3Client;
    readonly Bucket: string;
    readonly folder: string;
    readonly options: { abortSignal?: AbortSignal };
}

/** Makes the calls; what S3 refuses is told, not thrown. */
export async function tempoCalls(
    connection: AwsConnection,
    { bucketName, prefix }: ProbedPlace,
    signal?: AbortSignal,
): Promise<TempoCalls> {
    const client = await s3Client(connection);
    const stage: Stage = {
        client,
        Bucket: bucketName,
        folder: `${objectsBelow(prefix)}${PROBE_PREFIX}${randomUUID()}/`,
        options: signal === undefined ? {} : { abortSignal: signal },
    };
    const keys = ["meta.json", "meta.compacted.json", "data"].map((each) => stage.folder + each);
    const uploads: string[] = [];
    const done: string[] = [];
    let refused: TempoCalls["refused"];
    try {
        for (const { name, run } of await callsOf(stage, uploads)) {
            refused = await run().then(
                () => undefined,
                (error: unknown) => ({ call: name, error }),
            );
            if (refused !== undefined) break;
            done.push(name);
        }
    } finally {
        await abortUploads(stage, uploads);
    }
    const left = await removeAll(stage, keys);
    client.destroy();
    const ended = refused ?? left.refused;
    return { done, ...(ended === undefined ? {} : { refused: ended }), leftBehind: left.keys };
}

async function callsOf(stage: Stage, uploads: string[]): Promise<Call[]> {
    const { client, Bucket, folder, options } = stage;
    const s3 = await import("@aws-sdk/client-s3");
    const [meta, copied, data] = ["meta.json", "meta.compacted.json", "data"].map(
        (each) => folder + each,
    ) as [string, string, string];
    const list = { Bucket, Prefix: folder, Delimiter: "/", MaxKeys: 1 };
    const get = (more: { Range?: string }) => async () => {
        const command = new s3.GetObjectCommand({ Bucket, Key: meta, ...more });
        await (await client.send(command, options)).Body?.transformToByteArray();
    };
    return [
        {
            name: "ListObjects",
            run: async () => client.send(new s3.ListObjectsCommand(list), options),
        },
        {
            name: "PutObject",
            run: async () =>
                client.send(new s3.PutObjectCommand({ Bucket, Key: meta, Body: "{}" }), options),
        },
        {
            name: "ListObjectsV2",
            run: async () => client.send(new s3.ListObjectsV2Command(list), options),
        },
        { name: "GetObject", run: get({}) },
        { name: "GetObject of a range", run: get({ Range: "bytes=0-0" }) },
        { name: "multipart upload", run: async () => upload(stage, data, uploads) },
        {
            name: "CopyObject",
            run: async () => {
                const CopySource = `${Bucket}/${encodeURIComponent(meta)}`;
                const copy = { Bucket, Key: copied, CopySource };
                await client.send(new s3.CopyObjectCommand(copy), options);
            },
        },
    ];
}

async function upload(
    { client, Bucket, options }: Stage,
    Key: string,
    uploads: string[],
): Promise<void> {
    const s3 = await import("@aws-sdk/client-s3");
    const started = await client.send(
        new s3.CreateMultipartUploadCommand({ Bucket, Key }),
        options,
    );
    const UploadId = started.UploadId ?? "";
    uploads.push(UploadId);
    const part = { Bucket, Key, UploadId, PartNumber: 1, Body: "block" };
    const { ETag } = await client.send(new s3.UploadPartCommand(part), options);
    const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
    const complete = { Bucket, Key, UploadId, MultipartUpload };
    await client.send(new s3.CompleteMultipartUploadCommand(complete), options);
    uploads.splice(uploads.indexOf(UploadId), 1);
}

// Without the caller's signal: what was begun goes also when the doctor is stopped.
async function abortUploads({ client, Bucket, folder }: Stage, uploads: readonly string[]) {
    const { AbortMultipartUploadCommand } = await import("@aws-sdk/client-s3");
    const aborts = uploads.map(async (UploadId) =>
        client.send(new AbortMultipartUploadCommand({ Bucket, Key: `${folder}data`, UploadId })),
    );
    await Promise.allSettled(aborts);
}

async function removeAll({ client, Bucket }: Stage, keys: readonly string[]) {
    const { DeleteObjectCommand } = await import("@aws-sdk/client-s3");
    const removed = await Promise.allSettled(
        keys.map(async (Key) => client.send(new DeleteObjectCommand({ Bucket, Key }))),
    );
    const failed = keys.filter((_key, index) => removed[index]?.status === "rejected");
    const [first] = removed.filter((each) => each.status === "rejected");
    const error: unknown = first?.reason;
    return {
        keys: failed,
        refused: first === undefined ? undefined : { call: "DeleteObject", error },
    };
}
