// What Tempo does with its bucket, once, with an object that goes again.
import { randomUUID } from "node:crypto";

import type { S3Client } from "@aws-sdk/client-s3";

import { objectsBelow } from "../../components/pure/names/object-prefix.ts";
import { s3Client } from "../aws/clients.ts";
import type { AwsConnection } from "../aws/connection.ts";
import { ownedBucket } from "./bucket-owner.ts";

/** Under what the probe's objects lie, within the part of the bucket: Tempo's own lie under a tenant's name. */
export const PROBE_PREFIX = "tempo-sts-handshake/";

/** Where to try it. */
export interface ProbedPlace {
    readonly bucketName: string;
    /** The part of the bucket that may be used, without slashes at its ends. @default - the whole bucket */
    readonly prefix?: string | undefined;
    /** The account that the bucket has to belong to. @default - any */
    readonly bucketOwner?: string | undefined;
}

/** One of the four things that were tried. */
export type BucketOperation = "put" | "list" | "get" | "delete";

/** What was tried, and what came of it. */
export class BucketRefusal extends Error {
    override readonly name = "BucketRefusal";
    readonly operation: BucketOperation;

    constructor(operation: BucketOperation, cause: unknown) {
        super(`S3 refused to ${operation}`, { cause });
        this.operation = operation;
    }
}

/**
 * Puts an object, lists, reads and deletes it.
 *
 * @throws BucketRefusal with the SDK's error as its cause
 */
export async function touchBucket(
    connection: AwsConnection,
    { bucketName, prefix, bucketOwner }: ProbedPlace,
    signal?: AbortSignal,
): Promise<void> {
    const client = await s3Client(connection);
    const folder = `${objectsBelow(prefix)}${PROBE_PREFIX}`;
    try {
        await touch(client, ownedBucket(bucketName, bucketOwner), folder, signal);
    } finally {
        client.destroy();
    }
}

async function touch(
    client: S3Client,
    bucket: ReturnType<typeof ownedBucket>,
    folder: string,
    signal: AbortSignal | undefined,
): Promise<void> {
    const { PutObjectCommand, GetObjectCommand, DeleteObjectCommand, ListObjectsV2Command } =
        await import("@aws-sdk/client-s3");
    const Key = `${folder}${randomUUID()}`;
    const options = signal === undefined ? {} : { abortSignal: signal };
    const remove = async () => client.send(new DeleteObjectCommand({ ...bucket, Key }));
    await attempt("put", async () =>
        client.send(new PutObjectCommand({ ...bucket, Key, Body: Key }), options),
    );
    try {
        const list = { ...bucket, Prefix: folder, MaxKeys: 1 };
        await attempt("list", async () => client.send(new ListObjectsV2Command(list), options));
        await attempt("get", async () => {
            const { Body } = await client.send(new GetObjectCommand({ ...bucket, Key }), options);
            const found = await Body?.transformToString();
            if (found !== Key) {
                throw new Error("the object that was read is not the one that was written");
            }
        });
    } catch (error) {
        // The first refusal is the one to report; what could be written should still not stay.
        await remove().catch(() => undefined);
        throw error;
    }
    await attempt("delete", remove);
}

async function attempt(operation: BucketOperation, action: () => Promise<unknown>): Promise<void> {
    try {
        await action();
    } catch (error) {
        throw new BucketRefusal(operation, error);
    }
}
