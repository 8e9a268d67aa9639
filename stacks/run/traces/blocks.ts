// Whether what was sent lies in the bucket: until then a search is answered by the ingester's memory.
import { s3Client } from "../../aws/clients.ts";
import type { AwsConnection } from "../../aws/connection.ts";

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
    bucket: string,
    since: number,
    signal: AbortSignal,
): Promise<Block[]> {
    const { ListObjectsV2Command } = await import("@aws-sdk/client-s3");
    const client = await s3Client(connection);
    const blocks: Block[] = [];
    try {
        let next: string | undefined;
        for (let page = 0; page < MOST_PAGES; page += 1) {
            const command = new ListObjectsV2Command({ Bucket: bucket, ContinuationToken: next });
            const answer = await client.send(command, { abortSignal: signal });
            for (const { Key: key = "", LastModified: time } of answer.Contents ?? []) {
                const written = time?.getTime() ?? 0;
                if (DESCRIPTION.test(key) && written >= since) blocks.push({ key, written });
            }
            next = answer.NextContinuationToken;
            if (next === undefined) break;
        }
        return blocks;
    } finally {
        client.destroy();
    }
}
