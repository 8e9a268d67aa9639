/** Which S3 sub-resources MiniStack has; it takes the others for the bucket or the object itself. */
import { AwsError } from "./aws-error.ts";
import type { RequestHead } from "./credential-scope.ts";

const BUCKET_READ = [
    ...[
        "accelerate",
        "acl",
        "cors",
        "encryption",
        "intelligent-tiering",
        "lifecycle",
        "location",
        "logging",
        "notification",
    ],
    ...[
        "object-lock",
        "ownershipControls",
        "policy",
        "publicAccessBlock",
        "replication",
        "tagging",
    ],
    ...["uploads", "versioning", "versions", "website"],
];
const BUCKET_WRITE = [
    ...[
        "accelerate",
        "acl",
        "cors",
        "encryption",
        "intelligent-tiering",
        "lifecycle",
        "logging",
        "notification",
        "object-lock",
    ],
    ...[
        "ownershipControls",
        "policy",
        "publicAccessBlock",
        "replication",
        "requestPayment",
        "tagging",
    ],
    ...["versioning", "website"],
];
const BUCKET_DELETE = [
    ...["cors", "encryption", "intelligent-tiering", "lifecycle", "ownershipControls", "policy"],
    "publicAccessBlock",
    ...["replication", "tagging", "website"],
];
const OBJECT_READ = [
    "acl",
    "attributes",
    "legal-hold",
    "partNumber",
    "retention",
    "tagging",
    "uploadId",
];
const OBJECT_WRITE = ["acl", "legal-hold", "partNumber", "retention", "tagging", "uploadId"];

/** Sub-resources by method, for a bucket and for an object in it. */
const SUPPORTED: Readonly<
    Record<string, { readonly bucket: string[]; readonly object: string[] }>
> = {
    GET: { bucket: BUCKET_READ, object: OBJECT_READ },
    HEAD: { bucket: [], object: ["partNumber"] },
    PUT: { bucket: BUCKET_WRITE, object: OBJECT_WRITE },
    POST: { bucket: ["delete"], object: ["restore", "uploads", "uploadId"] },
    DELETE: { bucket: BUCKET_DELETE, object: ["tagging", "uploadId"] },
};

/** Parameters that modify a call and name no sub-resource. */
const MODIFIERS = new Set([
    ...[
        "bucket-region",
        "continuation-token",
        "delimiter",
        "encoding-type",
        "fetch-owner",
        "key-marker",
    ],
    ...[
        "list-type",
        "marker",
        "max-buckets",
        "max-keys",
        "max-parts",
        "max-uploads",
        "part-number-marker",
    ],
    ...["id", "prefix", "start-after", "upload-id-marker", "version-id-marker", "versionId"],
]);
/** `x-id` is the JavaScript SDK's note of the operation; the others come with presigned addresses. */
const HARMLESS = /^(x-id|X-Amz-.+|response-[a-z-]+)$/i;

/**
 * Refuses a call for a sub-resource that MiniStack does not have: `DELETE ?analytics` would delete the
 * bucket, `PUT ?metrics` make one, and `GET ?policyStatus` answer with a listing.
 *
 * @throws AwsError 501 NotImplemented
 */
export function refuseUnknownSubresource(head: RequestHead): void {
    const isObject = /^\/+[^/]+\/+[^]/.test(head.path);
    const supported = SUPPORTED[head.method]?.[isObject ? "object" : "bucket"] ?? [];
    for (const name of head.query.keys()) {
        if (supported.includes(name) || MODIFIERS.has(name) || HARMLESS.test(name)) continue;
        throw new AwsError(
            501,
            "NotImplemented",
            `The sandbox's AWS emulator has no ${head.method} ?${name} for ${isObject ? "an object" : "a bucket"} ` +
                "and would take it for another call. Nothing was changed.",
        );
    }
}
