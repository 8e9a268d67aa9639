// What the bucket does beside holding traces: versions, lifecycle, logs, copies, and who may reach it.
import { z } from "zod";

import { flag, list, oneOf, table, text, whole } from "../fields/fields.ts";
import { kmsKeyProblems } from "../names/kms-key.ts";
import { bucketNameProblems } from "../names/physical-names.ts";
import { regionProblems } from "../partition.ts";
import {
    accountIdProblems,
    objectPrefixProblems,
    organizationProblems,
    vpcEndpointProblems,
} from "../names/aws-names.ts";

/** Where bucket names are unique: in the whole partition, or in one account and Region. */
export type BucketNamespace = "global" | "account-regional";

/** A class to which objects move; those that have to be restored first are not among them, for Tempo cannot. */
export type TransitionClass = "STANDARD_IA" | "ONEZONE_IA" | "GLACIER_IR" | "INTELLIGENT_TIERING";

/** Whether S3 keeps what is overwritten or deleted. */
export interface VersioningOptions {
    /** @default false */
    readonly enabled?: boolean | undefined;
    /** After how many days S3 drops what was overwritten or deleted, and delete markers with nothing behind them. @default 7 */
    readonly noncurrentDays?: number | undefined;
}

/** A move to a cheaper class. */
export interface TransitionOptions {
    readonly storageClass: TransitionClass;
    /** Days since the object was written. */
    readonly days: number;
}

/** What becomes of objects with time; unfinished uploads always go after a day. */
export interface LifecycleOptions {
    /** Moves to cheaper classes, each later than the one before. @default - none */
    readonly transitions?: readonly TransitionOptions[] | undefined;
    /** After how many days S3 deletes objects that Tempo left behind; no fewer than `retention`. @default - never */
    readonly expireDays?: number | undefined;
}

/** Archives within Intelligent-Tiering. Tempo cannot read a block that is in one. */
export interface ArchiveOptions {
    /** Days without access until the Archive Access tier, 90 to 730. @default - never */
    readonly archiveDays?: number | undefined;
    /** Days without access until the Deep Archive Access tier, 180 to 730. @default - never */
    readonly deepArchiveDays?: number | undefined;
}

/** S3's server access logs. */
export interface AccessLogOptions {
    /** The bucket that receives them: of the same account and Region, and it must allow `logging.s3.amazonaws.com`. */
    readonly bucket: string;
    /** @default - the name of the trace bucket, and a slash */
    readonly prefix?: string | undefined;
}

/** No version is deleted before its time. S3 takes this at any time, and never back. Production only, with versions. */
export interface ObjectLockOptions {
    /** `GOVERNANCE`: who has `s3:BypassGovernanceRetention` may. `COMPLIANCE`: nobody may, the account's root neither. */
    readonly mode: "GOVERNANCE" | "COMPLIANCE";
    /** Days since the object was written. */
    readonly days: number;
}

/** A copy of every object in another Region. */
export interface ReplicationOptions {
    /** The Region of the copy. */
    readonly region: string;
    /** The name of the bucket that this stack makes for it. @default - the trace bucket's name and `-replica`, cut and hashed where it would be too long */
    readonly bucketName?: string | undefined;
    /** The ARN of the KMS key of the copy, in its Region; needed where the trace bucket has one. @default - keys of S3 */
    readonly kmsKeyArn?: string | undefined;
    /** The class of the copies. @default "STANDARD_IA" */
    readonly storageClass?:
        | "STANDARD"
        | "STANDARD_IA"
        | "ONEZONE_IA"
        | "INTELLIGENT_TIERING"
        | "GLACIER_IR"
        | undefined;
    /** Whether deletions are copied too: without, the copy keeps what Tempo compacted away. @default true */
    readonly deleteMarkers?: boolean | undefined;
}

/** Whence objects may be used; from elsewhere it is refused, whatever a role allows. The bucket's settings stay in reach. */
export interface RestrictionOptions {
    /** VPC endpoints, such as vpce-0123456789abcdef0. @default - from everywhere */
    readonly vpcEndpoints?: readonly string[] | undefined;
    /** Whose callers may, such as o-a1b2c3d4e5; those of `accounts` and of the bucket's own account may too. @default - all */
    readonly organizations?: readonly string[] | undefined;
    /** Whose callers may, twelve digits each; those of `organizations` and of the bucket's own account may too. @default - all */
    readonly accounts?: readonly string[] | undefined;
}

/** A version of TLS. */
export type MinimumTls = "1.2" | "1.3";

/** What the bucket does. Plain values decide which resources there are. */
export interface BucketOptions {
    /** Whether `bucketName` exists already and belongs to somebody else: only looked at, never changed, emptied or deleted. @default false */
    readonly adopt?: boolean | undefined;
    /** The part of the bucket that is this instance's alone, such as `team-a`; others may have theirs beside it. @default - the whole bucket */
    readonly prefix?: string | undefined;
    /** `account-regional`: `-<account>-<region>-an` is added to the name, and no other account can ever have it. @default "global" */
    readonly namespace?: BucketNamespace | undefined;
    /** Whether S3 keeps what is overwritten or deleted. @default - off */
    readonly versioning?: VersioningOptions | undefined;
    /** What becomes of objects with time. @default - only unfinished uploads go, after a day */
    readonly lifecycle?: LifecycleOptions | undefined;
    /** What Intelligent-Tiering archives; Tempo cannot read it then. @default - none */
    readonly archive?: ArchiveOptions | undefined;
    /** Where S3 writes down who used which object. @default - none */
    readonly accessLog?: AccessLogOptions | undefined;
    /** How long new objects are locked; Tempo may be unable to write then, see docs/storage.md. @default - none */
    readonly objectLock?: ObjectLockOptions | undefined;
    /** A copy of every object in another Region. @default - none */
    readonly replication?: ReplicationOptions | undefined;
    /** Whence objects may be used; from elsewhere it is refused. @default - none */
    readonly onlyFrom?: RestrictionOptions | undefined;
    /** The oldest TLS that the bucket answers to. Tempo speaks 1.3; so must whoever else reads it. @default - what S3 takes: 1.2 */
    readonly minimumTls?: MinimumTls | undefined;
}

const TRANSITION_CLASSES = [
    "STANDARD_IA",
    "ONEZONE_IA",
    "GLACIER_IR",
    "INTELLIGENT_TIERING",
] as const;
const YEARS = 3650;

/** The options as they may be written. */
export const BUCKET = table({
    adopt: flag().default(false),
    prefix: text(objectPrefixProblems).optional(),
    namespace: oneOf(["global", "account-regional"]).default("global"),
    versioning: table({
        enabled: flag().default(false),
        noncurrentDays: whole("days", 1, YEARS).default(7),
    }).prefault({}),
    lifecycle: table({
        transitions: list(
            table({ storageClass: oneOf(TRANSITION_CLASSES), days: whole("days", 0, YEARS) }),
        ).default([]),
        expireDays: whole("days", 1, YEARS).optional(),
    }).prefault({}),
    archive: table({
        archiveDays: whole("days", 90, 730).optional(),
        deepArchiveDays: whole("days", 180, 730).optional(),
    }).optional(),
    accessLog: table({
        bucket: text(bucketNameProblems),
        prefix: text(objectPrefixProblems).optional(),
    }).optional(),
    objectLock: table({
        mode: oneOf(["GOVERNANCE", "COMPLIANCE"]),
        days: whole("days", 1, 36_500),
    }).optional(),
    replication: table({
        region: text(regionProblems),
        bucketName: text(bucketNameProblems).optional(),
        kmsKeyArn: text((value, path) => kmsKeyProblems(value, path)).optional(),
        storageClass: oneOf(["STANDARD", ...TRANSITION_CLASSES]).default("STANDARD_IA"),
        deleteMarkers: flag().default(true),
    }).optional(),
    onlyFrom: table({
        vpcEndpoints: list(text(vpcEndpointProblems)).default([]),
        organizations: list(text(organizationProblems)).default([]),
        accounts: list(text(accountIdProblems)).default([]),
    }).optional(),
    minimumTls: oneOf(["1.2", "1.3"]).optional(),
});

/** The options with their defaults. */
export type BucketFeatures = z.output<typeof BUCKET>;
