// What the issuer's documents need, beside their bucket.
import { callTable, providerSource, type CallTable } from "../call.ts";

/** A document. */
export const DOCUMENT: CallTable = callTable(
    "s3",
    {
        caller: "aws:s3/bucketObjectv2:BucketObjectv2",
        source: providerSource("s3/object.go"),
    },
    [
        { on: "objects", phases: ["create", "update"], proven: ["PutObject"] },
        // Everybody may read them; the right counts where something else forbids that.
        {
            on: "objects",
            phases: ["create", "read", "update"],
            asked: ["GetObject", "GetObjectTagging"],
        },
        { on: "objects", phases: ["delete"], proven: ["DeleteObject"] },
    ],
);
