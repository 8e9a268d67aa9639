// Names of buckets that only one account can ever have: the account and the Region are part of them.
import { shortHash } from "./physical-names.ts";

/** Whose namespace a bucket is in. */
export interface AccountRegion {
    readonly accountId: string;
    readonly region: string;
}

const LONGEST_BUCKET = 63;
const ACCOUNT_DIGITS = 12;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html */
const REGIONS_WITHOUT: readonly string[] = ["me-south-1", "me-central-1"];

/** Whether a Region has buckets of this kind. */
export function hasAccountRegionalBuckets(region: string): boolean {
    return !REGIONS_WITHOUT.includes(region);
}

/** How many characters of a bucket's name are left before the account and the Region. */
export function accountRegionalRoom(region: string): number {
    return LONGEST_BUCKET - suffix({ accountId: "0".repeat(ACCOUNT_DIGITS), region }).length;
}

/** The name of a bucket in an account's own namespace; one that would be too long is cut, with a hash of the whole. */
export function accountRegionalName(name: string, where: AccountRegion): string {
    const room = accountRegionalRoom(where.region);
    return `${name.length <= room ? name : cut(name, room)}${suffix(where)}`;
}

function suffix({ accountId, region }: AccountRegion): string {
    return `-${accountId}-${region}-an`;
}

function cut(name: string, room: number): string {
    const hash = shortHash(name);
    const readable = name.slice(0, room - hash.length - 1).replace(/[.-]+$/, "");
    return `${readable}-${hash}`;
}
