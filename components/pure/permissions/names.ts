// What the parts of a stack are called in AWS, as its components call them.
import { accountRegionalName } from "../names/account-regional.ts";
import { auditNames } from "../names/audit-names.ts";
import { replicaBucketName, replicationRoleName } from "../names/replica-names.ts";
import type { PermissionSubject } from "./subject.ts";

type Named = Pick<
    PermissionSubject,
    "bucketName" | "bucket" | "accountId" | "region" | "audit" | "roleName"
>;

/** The trace bucket. */
export function traceBucketName({ bucketName, bucket, ...where }: Named): string {
    return bucket.namespace === "account-regional" && !bucket.adopt
        ? accountRegionalName(bucketName, where)
        : bucketName;
}

/** The bucket of the copies. */
export function copyName(subject: Named): string {
    const { replication, namespace } = subject.bucket;
    const name = replication?.bucketName ?? replicaBucketName(traceBucketName(subject));
    const where = {
        accountId: subject.accountId,
        region: replication?.region ?? subject.region,
    };
    return namespace === "account-regional" ? accountRegionalName(name, where) : name;
}

/** The role by which S3 copies. */
export function copyRoleName(subject: Named): string {
    return replicationRoleName(traceBucketName(subject));
}

/** The bucket of a trail's files. */
export function auditBucketName(subject: Named): string {
    return subject.audit.logBucketName ?? auditNames(traceBucketName(subject)).logBucket;
}

/** The buckets that hold something of the stack. */
export function ownBuckets(subject: Named): string[] {
    const { bucket, audit } = subject;
    return [
        ...(bucket.adopt ? [] : [traceBucketName(subject)]),
        ...(bucket.replication === undefined ? [] : [copyName(subject)]),
        ...(audit.trail === "stack" ? [auditBucketName(subject)] : []),
    ];
}

/** The roles that the stack makes. */
export function ownRoles(subject: Named & Pick<PermissionSubject, "adoptRole">): string[] {
    const { bucket, audit } = subject;
    return [
        ...(subject.adoptRole ? [] : [subject.roleName]),
        ...(bucket.replication === undefined ? [] : [copyRoleName(subject)]),
        ...(audit.trail === "stack" ? [auditNames(traceBucketName(subject)).deliveryRole] : []),
    ];
}
