// What a person should hear about a choice that works on S3 and may not suit Tempo.
import * as pulumi from "@pulumi/pulumi";

import type { SettledGroups } from "../option-groups.ts";

const DETAILS = "See docs/storage.md.";

/** Says what follows from the choices, at every preview and update. */
export function warnOfConsequences(
    { archive, objectLock }: SettledGroups["bucket"],
    bucket: pulumi.Resource,
): void {
    if (archive !== undefined) {
        say(
            "bucket.archive: Tempo cannot read a block that Intelligent-Tiering has archived; a search that reaches one fails " +
                `until the block is restored. ${DETAILS}`,
            bucket,
        );
    }
    if (objectLock !== undefined) {
        say(
            "bucket.objectLock: S3 refuses multipart uploads without a checksum to a bucket that locks new objects, and Tempo " +
                `sends none (grafana/tempo#1845): see that blocks arrive before relying on it. ${DETAILS}`,
            bucket,
        );
    }
}

function say(message: string, bucket: pulumi.Resource): void {
    void pulumi.log.warn(message, bucket);
}
