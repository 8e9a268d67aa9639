// The bucket and its settings.
import { bucketArn, objectArn } from "../../names/arn.ts";
import type { BucketFeatures } from "../../options/bucket.ts";
import { BUCKET, BUCKET_CONTENTS, GET_BUCKET } from "../calls/bucket.ts";
import {
    BUCKET_POLICY,
    DEFAULT_ENCRYPTION,
    LIFECYCLE,
    LOGGING,
    OBJECT_LOCK,
    OWNERSHIP,
    PUBLIC_ACCESS,
    TIERING,
    VERSIONING,
} from "../calls/bucket-settings.ts";
import type { CallTable } from "../call.ts";
import { traceBucketName } from "../names.ts";
import { at, except, type Need, type Place } from "../need.ts";
import type { PermissionSubject } from "../subject.ts";

/** A bucket of the stack's own. One that is adopted is only looked at. */
export function bucketNeeds(subject: PermissionSubject): Need[] {
    const { bucket } = subject;
    const name = traceBucketName(subject);
    return bucket.adopt
        ? [{ table: GET_BUCKET, places: bucketPlaces(subject, name) }]
        : wholeBucket(subject, name, bucket);
}

/** A bucket with these features, whatever it is for. */
export function wholeBucket(
    subject: Pick<PermissionSubject, "partition" | "profile" | "retainOnDelete">,
    bucketName: string,
    features: Partial<BucketFeatures> = {},
): Need[] {
    const { profile, retainOnDelete } = subject;
    const { versioning, replication, accessLog, objectLock, archive } = features;
    const optional: [boolean, CallTable][] = [
        [versioning?.enabled === true || replication !== undefined, VERSIONING],
        [accessLog !== undefined, LOGGING],
        [objectLock !== undefined, OBJECT_LOCK],
        [archive !== undefined, TIERING],
        [profile === "ephemeral", BUCKET_CONTENTS],
    ];
    const tables = [
        ...PRIVATE_BUCKET,
        LIFECYCLE,
        ...optional.flatMap(([wanted, table]) => (wanted ? [table] : [])),
    ];
    const places = bucketPlaces(subject, bucketName);
    const only = retainOnDelete ? except("delete") : undefined;
    return tables.map((table) => ({ table, places, only }));
}

/** What every bucket of the stack has. */
export const PRIVATE_BUCKET: readonly CallTable[] = [
    BUCKET,
    PUBLIC_ACCESS,
    OWNERSHIP,
    DEFAULT_ENCRYPTION,
    BUCKET_POLICY,
];

/** The places of a bucket's tables. */
export function bucketPlaces(
    { partition }: Pick<PermissionSubject, "partition">,
    ...names: readonly string[]
): Readonly<Record<"bucket" | "objects", Place>> {
    return {
        bucket: at(...names.map((bucketName) => bucketArn({ partition, bucketName }))),
        objects: at(...names.map((bucketName) => objectArn({ partition, bucketName }))),
    };
}
