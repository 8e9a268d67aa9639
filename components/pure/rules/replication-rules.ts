// What a copy in another Region needs.
import { keySource } from "../encryption.ts";
import { kmsKeyProblems } from "../kms-key.ts";
import { partitionOfRegion } from "../partition.ts";
import type { Problem } from "../problems.ts";
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
    if (replication.kmsKeyArn !== undefined) {
        const [key, there]: readonly unknown[] = [replication.kmsKeyArn, replication.region];
        return typeof key === "string" && typeof there === "string"
            ? kmsKeyProblems(key, `${REPLICATION}.kmsKeyArn`, there)
            : [];
    }
    return keySource({ ...encryption, kmsKeyArn }) === "s3"
        ? []
        : [
              {
                  path: `${REPLICATION}.kmsKeyArn`,
                  expected: `a key in ${replication.region}, for the bucket's own key is in its own Region only`,
                  found: "nothing",
                  remedy: "Set it to a key of the copy's Region",
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
