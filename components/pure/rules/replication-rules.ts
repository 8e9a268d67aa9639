// What a copy in another Region needs.
import { hasAccountRegionalBuckets } from "../names/account-regional.ts";
import { keySource } from "../encryption.ts";
import { kmsKeyProblems } from "../names/kms-key.ts";
import { Later } from "../fields/later.ts";
import { partitionOfRegion } from "../partition.ts";
import { describeValue, type Problem } from "../problems.ts";
import { replicaBucketName } from "../names/replica-names.ts";
import type { Features } from "./features.ts";

const REPLICATION = "bucket.replication";

/** S3 copies versions, to another Region of the same partition, into another bucket. */
export function copiesGoElsewhere({ bucket, bucketName, region }: Features): Problem[] {
    const { replication, versioning } = bucket ?? {};
    if (replication === undefined) {
        return [];
    }
    const problems: Problem[] = [];
    if (versioning?.enabled !== true) {
        problems.push({
            path: REPLICATION,
            expected: "bucket.versioning.enabled true: S3 copies versions",
            found: "bucket.versioning.enabled false",
            remedy: "Set bucket.versioning.enabled to true, or leave bucket.replication out",
        });
    }
    if (replication.bucketName !== undefined && replication.bucketName === bucketName) {
        problems.push({
            path: `${REPLICATION}.bucketName`,
            expected: "another name than the bucket's own",
            found: replication.bucketName,
            remedy: "Choose another, or leave it out to have one made",
        });
    }
    return [...problems, ...regionProblems(replication.region, region)];
}

/** What is encrypted with a key of KMS is copied with one of the other Region. */
export function copiesHaveTheirKey(features: Features): Problem[] {
    const { bucket, encryption, kmsKeyArn } = features;
    const { replication } = bucket ?? {};
    if (replication === undefined) {
        return [];
    }
    const path = `${REPLICATION}.kmsKeyArn`;
    const [key, there]: readonly unknown[] = [replication.kmsKeyArn, replication.region];
    if (keySource({ ...encryption, kmsKeyArn }) === "s3") {
        return key === undefined ? [] : [keyTooMany(path, key)];
    }
    if (key === undefined) {
        return [keyTooFew(path, there)];
    }
    return typeof key === "string" && typeof there === "string"
        ? kmsKeyProblems(key, path, there)
        : [];
}

function keyTooMany(path: string, key: unknown): Problem {
    return {
        path,
        expected: "a key for the bucket too: S3 encrypts copies as the originals are",
        found: `${key instanceof Later ? "one that is known later" : describeValue(key)}, and keys of S3 for the bucket`,
        remedy: "Set kmsKeyArn or encryption.key as well, or leave this key out",
    };
}

function keyTooFew(path: string, region: unknown): Problem {
    const where = typeof region === "string" ? region : "the copy's Region";
    return {
        path,
        expected: `a key in ${where}, for the bucket's own key is in its own Region only`,
        found: "nothing",
        remedy: "Set it to a key of the copy's Region",
    };
}

/**
 * Copies go one way. With a second replication back, each side's compactor would delete blocks that the other still needs, and
 * the deletions would be copied too.
 */
export function copiesGoOneWay({ bucket, bucketName }: Features): Problem[] {
    const target = bucket?.replication?.bucketName;
    if (typeof target !== "string" || replicaBucketName(target) !== bucketName) {
        return [];
    }
    return [
        {
            path: `${REPLICATION}.bucketName`,
            expected: "another bucket than the one that this is the copy of: copies go one way",
            found: target,
            remedy: "Leave bucket.replication out here: compaction on both sides would delete what the other needs",
        },
    ];
}

/** A copy in the account's own namespace needs one in its Region. */
export function copiesFitTheirNamespace({ bucket }: Features): Problem[] {
    const { namespace, replication } = bucket ?? {};
    const region = replication?.region;
    if (namespace !== "account-regional" || typeof region !== "string") {
        return [];
    }
    return hasAccountRegionalBuckets(region)
        ? []
        : [
              {
                  path: `${REPLICATION}.region`,
                  expected: "a Region that has account-regional buckets, as bucket.namespace says",
                  found: region,
                  remedy: "Choose another Region for the copy, or set bucket.namespace to global",
              },
          ];
}

/** A bucket that locks objects is copied only to one that does. */
export function copiesAreNotLocked({ bucket }: Features): Problem[] {
    if (bucket?.replication === undefined || bucket.objectLock === undefined) {
        return [];
    }
    return [
        {
            path: "bucket.objectLock",
            expected:
                "no bucket.replication beside it: S3 copies locked objects only to a bucket that locks too",
            found: "both",
            remedy: "Leave out either",
        },
    ];
}

function regionProblems(copy: unknown, region: string): Problem[] {
    if (typeof copy !== "string") {
        return [];
    }
    const path = `${REPLICATION}.region`;
    if (copy === region) {
        const remedy = "Choose a Region that does not fail together with this one";
        return [{ path, expected: "another Region than the bucket's", found: copy, remedy }];
    }
    const [here, there] = [partitionOfRegion(region), partitionOfRegion(copy)];
    if (here === there || here === undefined || there === undefined) {
        return [];
    }
    const remedy = "S3 copies within a partition only: choose a Region of it";
    return [{ path, expected: `a Region of the partition ${here}`, found: copy, remedy }];
}
