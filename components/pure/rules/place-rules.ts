// What a bucket may be called, whence it may be used, and where its log goes.
import { accountRegionalRoom, hasAccountRegionalBuckets } from "../names/account-regional.ts";
import { isAccountRegional } from "../names/physical-names.ts";
import type { Problem } from "../problems.ts";
import type { Features } from "./features.ts";

/** A name in the account's own namespace leaves room for account and Region, where there is such a namespace. */
export function namesFitTheirNamespace({ bucket, bucketName, region }: Features): Problem[] {
    if (bucket === undefined || bucket.adopt) {
        return [];
    }
    return bucket.namespace === "global"
        ? globalNameProblems(bucketName)
        : ownNameProblems(bucketName, region);
}

/** What restricts, restricts to something. */
export function restrictionsRestrict({ bucket }: Features): Problem[] {
    const { onlyFrom } = bucket ?? {};
    if (onlyFrom === undefined) {
        return [];
    }
    const { vpcEndpoints, organizations, accounts } = onlyFrom;
    if (vpcEndpoints.length + organizations.length + accounts.length === 0) {
        return [
            {
                path: "bucket.onlyFrom",
                expected: "vpcEndpoints, organizations or accounts",
                found: "none of them: it would restrict nothing",
                remedy: "Name some, or leave bucket.onlyFrom out",
            },
        ];
    }
    return [];
}

/** A log is not written into what it is about: each line would make another. */
export function logsGoElsewhere({ bucket, bucketName }: Features): Problem[] {
    const log = bucket?.accessLog?.bucket;
    if (log === undefined || log !== bucketName) {
        return [];
    }
    return [
        {
            path: "bucket.accessLog.bucket",
            expected: "another bucket than the one whose use is written down",
            found: log,
            remedy: "Name another bucket: the log would be logged, without an end",
        },
    ];
}

function globalNameProblems(bucketName: unknown): Problem[] {
    if (typeof bucketName !== "string" || !isAccountRegional(bucketName)) {
        return [];
    }
    return [
        {
            path: "bucketName",
            expected: "a name without account and Region, or bucket.adopt for a bucket that exists",
            found: bucketName,
            remedy: "Set bucket.namespace to account-regional and leave -<account>-<region>-an out of the name: it is added",
        },
    ];
}

function ownNameProblems(bucketName: unknown, region: string): Problem[] {
    const problems: Problem[] = [];
    if (!hasAccountRegionalBuckets(region)) {
        problems.push({
            path: "bucket.namespace",
            expected: `global: ${region} has no other`,
            found: "account-regional",
            remedy: "Leave it out, or take another Region",
        });
    }
    if (typeof bucketName !== "string") {
        return problems;
    }
    const room = accountRegionalRoom(region);
    if (isAccountRegional(bucketName)) {
        problems.push({
            path: "bucketName",
            expected: "what stands before account and Region only",
            found: bucketName,
            remedy: "Leave -<account>-<region>-an out: it is added",
        });
    } else if (bucketName.length > room) {
        problems.push({
            path: "bucketName",
            expected: `${room} characters or fewer, for -<account>-${region}-an takes ${63 - room} of 63`,
            found: `${bucketName}, which has ${bucketName.length}`,
            remedy: "Shorten it, or leave it out to have a fitting name made",
        });
    }
    return problems;
}
