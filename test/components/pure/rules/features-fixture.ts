/** A stack for the rules between features: groups as they are after their defaults. */
import { groupOf } from "../../../../components/option-groups.ts";
import { featureProblems } from "../../../../components/pure/rules/feature-rules.ts";
import type { BucketOptions } from "../../../../components/pure/options/bucket.ts";
import type { EncryptionOptions } from "../../../../components/pure/options/encryption.ts";
import type { Problem } from "../../../../components/pure/problems.ts";
import type { Features } from "../../../../components/pure/rules/features.ts";

/** A stack as it is written. */
export interface Written extends Partial<Omit<Features, "bucket" | "encryption">> {
    readonly bucket?: BucketOptions;
    readonly encryption?: EncryptionOptions;
}

/** All contradictions of a production stack in us-east-2. */
export function problemsOf({ bucket, encryption, ...others }: Written): Problem[] {
    return featureProblems({
        profile: "production",
        region: "us-east-2",
        ...others,
        bucket: groupOf("bucket", bucket),
        encryption: groupOf("encryption", encryption),
    });
}

/** Where they are, and what was found there. */
export function pathsOf(written: Written): string[] {
    return problemsOf(written).map(({ path }) => path);
}
