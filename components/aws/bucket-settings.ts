// What a bucket does with its objects: encrypts them, keeps, moves and drops them, and tells who used them.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { SettledGroups } from "../option-groups.ts";
import { lifecycleRules } from "../pure/lifecycle.ts";
import { objectsBelow } from "../pure/names/object-prefix.ts";
import { after, ownAfter, ownTarget, target, type BucketScope } from "./bucket-scope.ts";

type Features = SettledGroups["bucket"];

/** Encrypts what comes without a wish of its own: with the given key of KMS, else with keys of S3. */
export function encrypt(scope: BucketScope, kmsKeyArn: pulumi.Input<string> | undefined): void {
    // A bucket key saves calls to KMS; with S3's own keys there is none to save.
    const rule =
        kmsKeyArn === undefined
            ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
            : {
                  applyServerSideEncryptionByDefault: {
                      sseAlgorithm: "aws:kms",
                      kmsMasterKeyId: kmsKeyArn,
                  },
                  bucketKeyEnabled: true,
              };
    new aws.s3.BucketServerSideEncryptionConfiguration(
        `${scope.name}-encryption`,
        { ...ownTarget(scope), rules: [rule] },
        ownAfter(scope),
    );
}

/** Keeps what is overwritten or deleted, where that is wanted. */
export function keepVersions(
    scope: BucketScope,
    { versioning }: Features,
): aws.s3.BucketVersioning | undefined {
    return versioning.enabled
        ? new aws.s3.BucketVersioning(
              `${scope.name}-versioning`,
              { ...ownTarget(scope), versioningConfiguration: { status: "Enabled" } },
              ownAfter(scope),
          )
        : undefined;
}

/** Drops and moves objects with time; what says something of old versions comes after there are any. */
export function tidyUp(
    scope: BucketScope,
    { versioning, lifecycle, prefix }: Features,
    versions: pulumi.Resource | undefined,
): void {
    const rules = pulumi
        .output(prefix)
        .apply((below) => lifecycleRules({ versioning, lifecycle, prefix: below }));
    new aws.s3.BucketLifecycleConfiguration(
        `${scope.name}-lifecycle`,
        { ...ownTarget(scope), rules },
        ownAfter(scope, versions),
    );
}

/** Locks new objects for a time. This needs no choice when the bucket is made: S3 takes it later too, never back. */
export function lock(
    scope: BucketScope,
    { objectLock }: Features,
    versions: pulumi.Resource | undefined,
): void {
    if (objectLock === undefined) {
        return;
    }
    const { mode, days } = objectLock;
    new aws.s3.BucketObjectLockConfiguration(
        `${scope.name}-object-lock`,
        { ...ownTarget(scope), rule: { defaultRetention: { mode, days } } },
        ownAfter(scope, versions),
    );
}

/** Lets Intelligent-Tiering archive what nobody reads. */
export function archive(scope: BucketScope, { archive: wanted, prefix }: Features): void {
    if (wanted === undefined) {
        return;
    }
    const { archiveDays, deepArchiveDays } = wanted;
    const tierings = [
        ...(archiveDays === undefined ? [] : [{ accessTier: "ARCHIVE_ACCESS", days: archiveDays }]),
        ...(deepArchiveDays === undefined
            ? []
            : [{ accessTier: "DEEP_ARCHIVE_ACCESS", days: deepArchiveDays }]),
    ];
    const filter =
        prefix === undefined
            ? {}
            : { filter: { prefix: pulumi.output(prefix).apply(objectsBelow) } };
    new aws.s3.BucketIntelligentTieringConfiguration(
        `${scope.name}-archive`,
        { ...target(scope), name: "archive-unread", status: "Enabled", ...filter, tierings },
        after(scope),
    );
}

/** Has S3 write down who used which object, in another bucket. */
export function logAccess(scope: BucketScope, { accessLog }: Features): void {
    if (accessLog === undefined) {
        return;
    }
    const { bucket: targetBucket, prefix = scope.bucket } = accessLog;
    new aws.s3.BucketLogging(
        `${scope.name}-access-log`,
        {
            ...ownTarget(scope),
            targetBucket,
            targetPrefix: pulumi.output(prefix).apply(objectsBelow),
        },
        ownAfter(scope),
    );
}
