// The bucket and its settings.
import { bucketArn, objectArn } from "../../arn.ts";
import { BUCKET, BUCKET_CONTENTS } from "../calls/bucket.ts";
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
import { at, except, type Need, type Place } from "../need.ts";
import type { PermissionSubject } from "../subject.ts";

const ALWAYS = [
    BUCKET,
    PUBLIC_ACCESS,
    OWNERSHIP,
    DEFAULT_ENCRYPTION,
    LIFECYCLE,
    BUCKET_POLICY,
] as const;

/** A bucket of the stack's own. One that is adopted is only looked at. */
export function bucketNeeds(subject: PermissionSubject): Need[] {
    const { bucket, profile, retainOnDelete } = subject;
    const places = bucketPlaces(subject, subject.bucketName);
    if (bucket.adopt) {
        const only = ({ action }: { action: string }): boolean => action === "s3:ListBucket";
        return [{ table: BUCKET, places, only }];
    }
    const optional: [boolean, CallTable][] = [
        [bucket.versioning.enabled || bucket.replication !== undefined, VERSIONING],
        [bucket.accessLog !== undefined, LOGGING],
        [bucket.objectLock !== undefined, OBJECT_LOCK],
        [bucket.archive !== undefined, TIERING],
        [profile === "ephemeral" && !retainOnDelete, BUCKET_CONTENTS],
    ];
    const tables = [...ALWAYS, ...optional.flatMap(([wanted, table]) => (wanted ? [table] : []))];
    const only = retainOnDelete ? except("delete") : undefined;
    return tables.map((table) => ({ table, places, only }));
}

/** The places of a bucket's tables. */
export function bucketPlaces(
    { partition }: Pick<PermissionSubject, "partition">,
    bucketName: string,
): Readonly<Record<"bucket" | "objects", Place>> {
    return {
        bucket: at(bucketArn({ partition, bucketName })),
        objects: at(objectArn({ partition, bucketName })),
    };
}
