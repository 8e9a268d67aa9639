// The account's buckets, in whichever Region.
import type { Bucket } from "@aws-sdk/client-s3";

import { nameOf, unlessAbsent } from "../aws-access.ts";
import type { OwnedThing } from "../owned-thing.ts";
import { everyItem, isOlder, type SdkTag, toldAgain, toldBy } from "./aws-tags.ts";
import { emptyBucket } from "./bucket-contents.ts";
import type { AwsTools, Kind } from "./kind.ts";

// A page with a size: only such a list says in which Region a bucket is.
const PAGE = 1000;

/** Buckets. */
export const BUCKETS: Kind<AwsTools> = {
    list: async (tools) => {
        const { ListBucketsCommand } = await import("@aws-sdk/client-s3");
        const { aws } = tools;
        const s3 = await aws.s3();
        const { items, refused } = await everyItem<Bucket>("bucket", async (marker) => {
            const command = new ListBucketsCommand({
                MaxBuckets: PAGE,
                ...(marker === undefined ? {} : { ContinuationToken: marker }),
            });
            const answer = await aws.ask((options) => s3.send(command, options));
            return { items: answer.Buckets, next: answer.ContinuationToken };
        });
        const found = items
            .filter(({ CreationDate }) => !isOlder(CreationDate, tools.since))
            .map((bucket) => lookAt(tools, bucket));
        return [...(await Promise.all(found)).flat(), ...refused];
    },
    read: (tools, thing) => toldAgain(thing, () => tagsOf(tools, thing.name, thing.region)),
    remove: async (tools, { name, region }) => {
        const { DeleteBucketCommand } = await import("@aws-sdk/client-s3");
        const { aws } = tools;
        const s3 = await aws.s3(region);
        await emptyBucket(aws, s3, owned(tools, name));
        const command = new DeleteBucketCommand(owned(tools, name));
        await unlessAbsent(aws.ask((options) => s3.send(command, options)));
    },
};

async function lookAt(tools: AwsTools, { Name, BucketRegion }: Bucket): Promise<OwnedThing[]> {
    if (Name === undefined) {
        return [];
    }
    const untold = { kind: "bucket", name: Name, region: BucketRegion } as const;
    return toldBy(untold, () => tagsOf(tools, Name, BucketRegion));
}

async function tagsOf(
    tools: AwsTools,
    name: string,
    region: string | undefined,
): Promise<readonly SdkTag[]> {
    const { GetBucketTaggingCommand } = await import("@aws-sdk/client-s3");
    const { aws } = tools;
    const s3 = await aws.s3(region);
    const command = new GetBucketTaggingCommand(owned(tools, name));
    try {
        const answer = await aws.ask((options) => s3.send(command, options));
        return answer.TagSet ?? [];
    } catch (error) {
        if (nameOf(error) === "NoSuchTagSet") {
            return [];
        }
        throw error;
    }
}

function owned(
    { accountId }: AwsTools,
    Bucket: string,
): { Bucket: string; ExpectedBucketOwner?: string } {
    return { Bucket, ...(accountId === undefined ? {} : { ExpectedBucketOwner: accountId }) };
}
