/** `aws.s3.BucketIntelligentTieringConfiguration`. */
import {
    DeleteBucketIntelligentTieringConfigurationCommand,
    GetBucketIntelligentTieringConfigurationCommand,
    PutBucketIntelligentTieringConfigurationCommand,
    type IntelligentTieringFilter,
    type Tiering,
} from "@aws-sdk/client-s3";

import type { AwsContext, AwsResource, Plain } from "./aws-resource.ts";
import { attempt, attemptToFind } from "./failures.ts";
import { regionOf, REGION_RULE } from "./region.ts";
import { fromTags, toTags } from "./tags.ts";
import { asRecord } from "../wire-values.ts";
import { objects, optionalText, tagMap, text } from "./values.ts";

const MISSING = ["NoSuchBucket", "NoSuchConfiguration", "NotFound"];
const LONGEST_NAME = 64;
/** The fewest and the most days without access, by tier. */
const DAYS: Readonly<Record<string, readonly [number, number]>> = {
    ARCHIVE_ACCESS: [90, 730],
    DEEP_ARCHIVE_ACCESS: [180, 730],
};

/** When objects of Intelligent-Tiering go into an archive; its id is `<bucket>:<name>`. */
export const bucketTiering: AwsResource = {
    type: "aws:s3/bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration",
    inputs: {
        bucket: { required: true, immutable: true },
        filter: {},
        name: { immutable: true, autoname: { longest: LONGEST_NAME } },
        region: REGION_RULE,
        status: { defaultValue: "Enabled" },
        tierings: { required: true, problem: tieringsProblem },
    },
    create: async (context, inputs) => {
        await put(context, "creating", inputs);
        const id = `${text(inputs, "bucket")}:${text(inputs, "name")}`;
        return { id, state: { ...inputs, region: regionOf(context, inputs) } };
    },
    read: async (context, id, state) => {
        const region = regionOf(context, state);
        const answer = await attemptToFind(`reading ${titled(id)}`, MISSING, () =>
            context.connection
                .s3(region)
                .send(new GetBucketIntelligentTieringConfigurationCommand(partsOf(id))),
        );
        const found = answer?.IntelligentTieringConfiguration;
        if (found === undefined) return undefined;
        const { Bucket: bucket, Id: name } = partsOf(id);
        const tierings = (found.Tierings ?? []).map(({ AccessTier, Days }) => ({
            accessTier: AccessTier,
            days: Days,
        }));
        return {
            bucket,
            name,
            region,
            status: found.Status,
            tierings,
            ...fromFilter(found.Filter),
        };
    },
    update: async (context, _id, _olds, news) => {
        await put(context, "updating", news);
        return { ...news, region: regionOf(context, news) };
    },
    delete: async (context, id, state) => {
        await attemptToFind(`deleting ${titled(id)}`, MISSING, () =>
            context.connection
                .s3(regionOf(context, state))
                .send(new DeleteBucketIntelligentTieringConfigurationCommand(partsOf(id))),
        );
    },
};

async function put(context: AwsContext, doing: string, inputs: Plain): Promise<void> {
    const [Bucket, Id] = [text(inputs, "bucket"), text(inputs, "name")];
    const filter = toFilter(inputs["filter"]);
    await attempt(`${doing} ${titled(`${Bucket}:${Id}`)}`, () =>
        context.connection.s3(regionOf(context, inputs)).send(
            new PutBucketIntelligentTieringConfigurationCommand({
                ...{ Bucket, Id },
                IntelligentTieringConfiguration: {
                    Id,
                    Status: optionalText(inputs, "status") === "Disabled" ? "Disabled" : "Enabled",
                    Tierings: objects(inputs, "tierings").map(toTiering),
                    ...(filter === undefined ? {} : { Filter: filter }),
                },
            }),
        ),
    );
}

function tieringsProblem(tierings: unknown): string | undefined {
    const list = objects({ tierings }, "tierings");
    if (list.length === 0) return "expected at least one tiering";
    for (const { accessTier, days } of list) {
        const range = DAYS[String(accessTier)];
        if (range === undefined) {
            return `expected accessTier to be one of ${Object.keys(DAYS).join(", ")}, got ${String(accessTier)}`;
        }
        const [least, most] = range;
        if (typeof days !== "number" || days < least || days > most) {
            return `expected ${least} to ${most} days for ${String(accessTier)}, got ${String(days)}`;
        }
    }
    return undefined;
}

function toTiering({ accessTier, days }: Plain): Tiering {
    const deep = accessTier === "DEEP_ARCHIVE_ACCESS";
    return {
        AccessTier: deep ? "DEEP_ARCHIVE_ACCESS" : "ARCHIVE_ACCESS",
        Days: typeof days === "number" ? days : undefined,
    };
}

// One condition stands alone, several stand in an And.
function toFilter(value: unknown): IntelligentTieringFilter | undefined {
    const prefix = optionalText(asRecord(value), "prefix");
    const tags = toTags(tagMap(asRecord(value), "tags"));
    const Prefix = prefix === undefined ? {} : { Prefix: prefix };
    const [tag] = tags;
    if (tag === undefined) return prefix === undefined ? undefined : Prefix;
    return prefix === undefined && tags.length === 1
        ? { Tag: tag }
        : { And: { ...Prefix, Tags: tags } };
}

function fromFilter(filter: IntelligentTieringFilter = {}): Plain {
    const { Prefix, Tags } = filter.And ?? { Prefix: filter.Prefix, Tags: lone(filter.Tag) };
    const found = {
        ...(Prefix === undefined || Prefix === "" ? {} : { prefix: Prefix }),
        ...(Tags === undefined ? {} : { tags: fromTags(Tags) }),
    };
    return Object.keys(found).length === 0 ? {} : { filter: found };
}

function lone<Item>(item: Item | undefined): Item[] | undefined {
    return item === undefined ? undefined : [item];
}

function partsOf(id: string): { Bucket: string; Id: string } {
    const at = id.indexOf(":");
    if (at <= 0 || at === id.length - 1) {
        throw new Error(
            `Expected the id of an S3 Intelligent-Tiering configuration as <bucket>:<name>, got ${id}. Give both.`,
        );
    }
    return { Bucket: id.slice(0, at), Id: id.slice(at + 1) };
}

function titled(id: string): string {
    return `S3 Bucket Intelligent-Tiering Configuration (${id})`;
}
