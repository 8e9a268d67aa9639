// Whether what was sent lies in the bucket: until then a search is answered by the ingester's memory.
import type { _Object, ListObjectsV2CommandInput } from "@aws-sdk/client-s3";

import { objectsBelow } from "../../../components/pure/names/object-prefix.ts";
import { s3Client } from "../../aws/clients.ts";
import type { AwsConnection } from "../../aws/connection.ts";
import { ownedBucket } from "../../handshake/bucket-owner.ts";

/** Where blocks are. */
export interface BlockPlace {
    readonly bucketName: string;
    /** The part of the bucket that is Tempo's, without slashes at its ends. @default - the whole bucket */
    readonly prefix?: string | undefined;
    /** The account that the bucket has to belong to. @default - any */
    readonly bucketOwner?: string | undefined;
}

/** A block in the bucket. */
export interface Block {
    readonly key: string;
    /** Milliseconds since 1970, by S3's clock. */
    readonly written: number;
}

/** A block is there once its description is, which is written last; compaction gives it another name. */
const DESCRIPTION = /^[^/]+\/[0-9a-f-]{36}\/meta(?:\.compacted)?\.json$/;
const MOST_PAGES = 20;

/** The blocks that were written since then, of any tenant. @throws what the AWS SDK throws */
export async function blocksSince(
    connection: AwsConnection,
    place: BlockPlace,
    since: number,
    signal: AbortSignal,
): Promise<Block[]> {
    const { ListObjectsV2Command } = await import("@aws-sdk/client-s3");
    const client = await s3Client(connection);
    const blocks: Block[] = [];
    try {
        let next: string | undefined;
        for (let page = 0; page < MOST_PAGES; page += 1) {
            const command = new ListObjectsV2Command({
                ...lookFor(place),
                ContinuationToken: next,
            });
            const answer = await client.send(command, { abortSignal: signal });
            blocks.push(...(answer.Contents ?? []).flatMap((object) => blockOf(object, place)));
            next = answer.NextContinuationToken;
            if (next === undefined) break;
        }
        return blocks.filter(({ written }) => written >= since);
    } finally {
        client.destroy();
    }
}

function lookFor({ bucketName, prefix, bucketOwner }: BlockPlace): ListObjectsV2CommandInput {
    const folder = prefix === undefined ? {} : { Prefix: objectsBelow(prefix) };
    return { ...ownedBucket(bucketName, bucketOwner), ...folder };
}

function blockOf({ Key: key = "", LastModified: time }: _Object, { prefix }: BlockPlace): Block[] {
    const isBlock = DESCRIPTION.test(key.slice(objectsBelow(prefix).length));
    return isBlock ? [{ key, written: time?.getTime() ?? 0 }] : [];
}
