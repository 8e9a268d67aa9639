// The trail of the stack's own: its bucket, its log group, the role between trail and group. One that exists is not touched.
import { auditNames } from "../../names/audit-names.ts";
import { LOG_GROUP, LOG_GROUP_KEY, TRAIL } from "../calls/audit.ts";
import { PASS_TO_CLOUDTRAIL } from "../calls/pass-role.ts";
import { auditBucketName, traceBucketName } from "../names.ts";
import { ANYTHING, at, except, type Need, type Place } from "../need.ts";
import type { PermissionSubject } from "../subject.ts";
import { wholeBucket } from "./bucket.ts";
import { passedTo, wholeRole } from "./role.ts";

/** Nothing without a trail of the stack's own. */
export function auditNeeds(subject: PermissionSubject): Need[] {
    const { audit, partition, region, accountId, retainOnDelete } = subject;
    if (audit.trail !== "stack") return [];
    const { trail, deliveryRole } = auditNames(traceBucketName(subject));
    const places = {
        trail: at(`arn:${partition}:cloudtrail:${region}:${accountId}:trail/${trail}`),
        logGroup: logGroupPlace(subject),
        anything: at(...ANYTHING),
        passed: passedTo("cloudtrail.amazonaws.com", subject, deliveryRole),
    };
    const only = retainOnDelete ? except("delete") : undefined;
    const key = audit.kmsKeyArn === undefined ? [] : [LOG_GROUP_KEY];
    return [
        ...wholeBucket(subject, auditBucketName(subject)),
        ...wholeRole(subject, deliveryRole),
        ...[TRAIL, LOG_GROUP, ...key, PASS_TO_CLOUDTRAIL].map((table) => ({ table, places, only })),
    ];
}

/** The log group as calls name it, with and without its streams. */
export function logGroupPlace(subject: PermissionSubject): Place {
    const { audit, partition, region, accountId } = subject;
    const name = audit.logGroup ?? auditNames(traceBucketName(subject)).logGroup;
    const arn = `arn:${partition}:logs:${region}:${accountId}:log-group:${name}`;
    return at(arn, `${arn}:*`);
}
