// What cannot be had of a bucket that belongs to somebody else: all that would change it.
import type { BucketFeatures } from "../options/bucket.ts";
import type { Problem } from "../problems.ts";
import type { Features } from "./features.ts";

/** Each option that changes a bucket, and whether it is in use. */
const CHANGES: Readonly<Record<string, (bucket: BucketFeatures) => boolean>> = {
    namespace: ({ namespace }) => namespace !== "global",
    versioning: ({ versioning }) => versioning.enabled,
    "lifecycle.transitions": ({ lifecycle }) => lifecycle.transitions.length > 0,
    "lifecycle.expireDays": ({ lifecycle }) => lifecycle.expireDays !== undefined,
    archive: ({ archive }) => archive !== undefined,
    accessLog: ({ accessLog }) => accessLog !== undefined,
    objectLock: ({ objectLock }) => objectLock !== undefined,
    replication: ({ replication }) => replication !== undefined,
    onlyFrom: ({ onlyFrom }) => onlyFrom !== undefined,
    minimumTls: ({ minimumTls }) => minimumTls !== undefined,
};

/** An adopted bucket has a name, and nothing is changed about it. */
export function adoptedBucketsStayAsTheyAre({ bucket, bucketName }: Features): Problem[] {
    if (bucket?.adopt !== true) {
        return [];
    }
    const nameless: Problem[] =
        bucketName === undefined
            ? [
                  {
                      path: "bucketName",
                      expected: "the name of the bucket that bucket.adopt is about",
                      found: "nothing",
                      remedy: "Set bucketName to a bucket that exists, or leave bucket.adopt out",
                  },
              ]
            : [];
    const changes = Object.entries(CHANGES)
        .filter(([, inUse]) => inUse(bucket))
        .map(([option]) => ({
            path: `bucket.${option}`,
            expected: "nothing that changes an adopted bucket: it belongs to somebody else",
            found: "bucket.adopt true",
            remedy: "Have the bucket's owner do it and leave it out here, or leave bucket.adopt out",
        }));
    return [...nameless, ...changes];
}
