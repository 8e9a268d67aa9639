// What AWS charges: every figure with where it is published and as of when. Nothing else in the project knows a price.

/** One figure. */
export interface Price {
    /** US dollars for one {@link per}, as a decimal text. */
    readonly usd: string;
    /** What it is for. */
    readonly per: string;
    /** How many units one {@link per} is: 1000 for a price per thousand requests. */
    readonly units: number;
    /** AWS's own page for it. */
    readonly source: string;
    /** As of when the figure is known to have been published, as `2026-06`; the page may say something else by now. */
    readonly asOf: string;
}

/** The classes that objects can be in, Intelligent-Tiering by its tiers. */
export const CLASSES = [
    "STANDARD",
    "STANDARD_IA",
    "ONEZONE_IA",
    "GLACIER_IR",
    "IT_FREQUENT",
    "IT_INFREQUENT",
    "IT_ARCHIVE_INSTANT",
    "IT_ARCHIVE",
    "IT_DEEP_ARCHIVE",
] as const;

/** One of {@link CLASSES}. */
export type StoredClass = (typeof CLASSES)[number];

/** What a class costs beside its storage. */
export interface ClassPrices {
    /** A GB for a month. S3's GB is 2^30 bytes. */
    readonly storage: Price;
    /** PUT, COPY, POST, LIST. */
    readonly put: Price;
    readonly get: Price;
    /** A move into the class by a lifecycle rule. @default - objects do not move there */
    readonly moveIn?: Price;
    /** A GB that is read. @default - free */
    readonly retrieval?: Price;
    /** How many days are charged at least. @default 0 */
    readonly leastDays?: number;
}

/** The prices of one Region. */
export interface PriceTable {
    readonly classes: Readonly<Record<StoredClass, ClassPrices>>;
    /** Watching one object of Intelligent-Tiering for a month. */
    readonly monitoring: Price;
    readonly keyMonth: Price;
    readonly keyRequest: Price;
    readonly dataEvent: Price;
    readonly logIngested: Price;
    readonly logStored: Price;
    readonly metricMonth: Price;
    readonly alarmMonth: Price;
    /** A GB to another Region. */
    readonly interRegion: Price;
    /** A GB through a NAT gateway. */
    readonly natGateway: Price;
}

const S3 = "https://aws.amazon.com/s3/pricing/";
const KMS = "https://aws.amazon.com/kms/pricing/";
const CLOUDTRAIL = "https://aws.amazon.com/cloudtrail/pricing/";
const CLOUDWATCH = "https://aws.amazon.com/cloudwatch/pricing/";
const TRANSFER = "https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer";
const VPC = "https://aws.amazon.com/vpc/pricing/";

/** Of figures that were known when the table was made, but not read again from a dated page. */
export const NOT_REREAD = "not re-read";

const S3_AS_OF = "2025-10-28";
const GB_MONTH = "GB and month";

const standardPut = thousand("0.005", S3, S3_AS_OF);
const standardGet = thousand("0.0004", S3, S3_AS_OF);
const coldPut = thousand("0.01", S3, NOT_REREAD);
const coldGet = thousand("0.001", S3, NOT_REREAD);
const coldRetrieval = one("0.01", "GB read", S3, "2025-10-07");
const frequent = { put: standardPut, get: standardGet };
const infrequent = {
    put: coldPut,
    get: coldGet,
    moveIn: thousand("0.01", S3, S3_AS_OF),
    retrieval: coldRetrieval,
    leastDays: 30,
};

/** The United States' larger Regions, for which AWS lists the same prices. */
const UNITED_STATES: PriceTable = {
    classes: {
        STANDARD: { storage: stored("0.023"), ...frequent },
        STANDARD_IA: { storage: stored("0.0125"), ...infrequent },
        ONEZONE_IA: { storage: stored("0.01"), ...infrequent },
        GLACIER_IR: {
            storage: stored("0.004"),
            put: thousand("0.02", S3, NOT_REREAD),
            get: thousand("0.01", S3, NOT_REREAD),
            moveIn: thousand("0.02", S3, NOT_REREAD),
            retrieval: one("0.03", "GB read", S3, NOT_REREAD),
            leastDays: 90,
        },
        IT_FREQUENT: {
            storage: stored("0.023"),
            ...frequent,
            moveIn: thousand("0.01", S3, NOT_REREAD),
        },
        IT_INFREQUENT: { storage: stored("0.0125"), ...frequent },
        IT_ARCHIVE_INSTANT: { storage: stored("0.004"), ...frequent },
        IT_ARCHIVE: { storage: stored("0.0036"), ...frequent },
        IT_DEEP_ARCHIVE: { storage: stored("0.00099"), ...frequent },
    },
    monitoring: { ...thousand("0.0025", S3, S3_AS_OF), per: "1000 objects and month" },
    keyMonth: one("1", "key and month", KMS, "2026-06-13"),
    keyRequest: many("0.03", 10_000, "requests", KMS, "2026-06-13"),
    dataEvent: many("0.10", 100_000, "events", CLOUDTRAIL, NOT_REREAD),
    logIngested: one("0.50", "GB", CLOUDWATCH, "2026-02-15"),
    logStored: one("0.03", GB_MONTH, CLOUDWATCH, NOT_REREAD),
    metricMonth: one("0.30", "metric and month", CLOUDWATCH, "2026-02-15"),
    alarmMonth: one("0.10", "alarm and month", CLOUDWATCH, NOT_REREAD),
    interRegion: one("0.02", "GB", TRANSFER, "2026-03-15"),
    natGateway: one("0.045", "GB", VPC, "2026-04-27"),
};

/** The Regions that there are prices for. */
export const PRICES: Readonly<Record<string, PriceTable>> = {
    "us-east-1": UNITED_STATES,
    "us-east-2": UNITED_STATES,
    "us-west-2": UNITED_STATES,
};

/** The Region whose prices stand in for those of a Region that there are none for. */
export const STAND_IN = "us-east-2";

function stored(usd: string): Price {
    return one(usd, GB_MONTH, S3, S3_AS_OF);
}

function one(usd: string, per: string, source: string, asOf: string): Price {
    return { usd, per, units: 1, source, asOf };
}

function thousand(usd: string, source: string, asOf: string): Price {
    return many(usd, 1000, "requests", source, asOf);
}

function many(usd: string, units: number, what: string, source: string, asOf: string): Price {
    return { usd, per: `${units} ${what}`, units, source, asOf };
}
