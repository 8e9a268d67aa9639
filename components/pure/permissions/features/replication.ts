// The copy in another Region: a bucket, a role for S3, and the rule between the two buckets.
import { PASS_TO_S3 } from "../calls/pass-role.ts";
import { REPLICATION } from "../calls/bucket-settings.ts";
import { copyName, copyRoleName, traceBucketName } from "../names.ts";
import { except, type Need } from "../need.ts";
import type { PermissionSubject } from "../subject.ts";
import { bucketPlaces, wholeBucket } from "./bucket.ts";
import { passedTo, wholeRole } from "./role.ts";

/** Nothing without a copy. */
export function replicationNeeds(subject: PermissionSubject): Need[] {
    if (subject.bucket.replication === undefined) return [];
    const versioning = { ...subject.bucket.versioning, enabled: true };
    const role = copyRoleName(subject);
    const only = subject.retainOnDelete ? except("delete") : undefined;
    const source = bucketPlaces(subject, traceBucketName(subject));
    return [
        ...wholeBucket(subject, copyName(subject), { versioning }),
        ...wholeRole(subject, role),
        { table: REPLICATION, places: source, only },
        { table: PASS_TO_S3, places: { passed: passedTo("s3.amazonaws.com", subject, role) } },
    ];
}
