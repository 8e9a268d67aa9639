// In what the options of `encryption` contradict others.
import { parseArn } from "../names/arn.ts";
import { Later } from "../fields/later.ts";
import { partitionOfRegion } from "../partition.ts";
import { describeValue, type Problem } from "../problems.ts";
import type { FeatureRule, Features } from "./features.ts";

/** The rules of this group. */
export const ENCRYPTION_RULES: readonly FeatureRule[] = [
    keysOfS3NeedNoOther,
    kmsNeedsAKey,
    oneKeyOnly,
    keysAreOfProduction,
    adoptedBucketsHaveTheirKey,
    administratorsAreNear,
];

function keysOfS3NeedNoOther({ encryption, kmsKeyArn }: Features): Problem[] {
    if (encryption?.type !== "sse-s3") {
        return [];
    }
    const remedy = "Leave it out, or set encryption.type to sse-kms";
    const expected = "no key of KMS, for encryption.type is sse-s3";
    return [
        ...(kmsKeyArn === undefined
            ? []
            : [{ path: "kmsKeyArn", expected, found: found(kmsKeyArn), remedy }]),
        ...(encryption.key === undefined
            ? []
            : [{ path: "encryption.key", expected, found: "a key of the stack", remedy }]),
    ];
}

function kmsNeedsAKey({ encryption, kmsKeyArn, profile }: Features): Problem[] {
    if (encryption?.type !== "sse-kms" || kmsKeyArn !== undefined || encryption.key !== undefined) {
        return [];
    }
    return [
        {
            path: "encryption.type",
            expected: "a key beside sse-kms",
            found: "neither kmsKeyArn nor encryption.key",
            remedy:
                profile === "ephemeral"
                    ? "Set kmsKeyArn to a key that several stacks share"
                    : "Set kmsKeyArn to a key that exists, or encryption.key to have one made",
        },
    ];
}

function oneKeyOnly({ encryption, kmsKeyArn }: Features): Problem[] {
    if (encryption?.key === undefined || kmsKeyArn === undefined) {
        return [];
    }
    return [
        {
            path: "encryption.key",
            expected: "one key: a bucket encrypts with one",
            found: `a key of the stack beside kmsKeyArn ${found(kmsKeyArn)}`,
            remedy: "Leave out either",
        },
    ];
}

function keysAreOfProduction({ encryption, profile }: Features): Problem[] {
    if (encryption?.key === undefined || profile !== "ephemeral") {
        return [];
    }
    return [
        {
            path: "encryption.key",
            expected: "no key of its own for a stack of the profile ephemeral",
            found: `a key that would stay for ${encryption.key.deletionWindowDays} days after its stack, and be paid for`,
            remedy: "Set kmsKeyArn to a key that several stacks share, or profile to production",
        },
    ];
}

function adoptedBucketsHaveTheirKey({ encryption, bucket }: Features): Problem[] {
    if (encryption?.key === undefined || bucket?.adopt !== true) {
        return [];
    }
    return [
        {
            path: "encryption.key",
            expected:
                "no key of the stack for a bucket that is adopted: its encryption stays as it is",
            found: "bucket.adopt true",
            remedy: "Set kmsKeyArn to the key that encrypts the bucket, so that the role may use it",
        },
    ];
}

function administratorsAreNear({ encryption, region }: Features): Problem[] {
    const partition = partitionOfRegion(region);
    const administrators: readonly unknown[] = encryption?.key?.administrators ?? [];
    return administrators.flatMap((administrator, index) => {
        const arn = typeof administrator === "string" ? parseArn(administrator) : undefined;
        if (arn === undefined || partition === undefined || arn.partition === partition) {
            return [];
        }
        return [
            {
                path: `encryption.key.administrators.${index}`,
                expected: `somebody of the partition ${partition}, as the Region ${region} is`,
                found: describeValue(administrator),
                remedy: "Name a role or user of the key's own partition",
            },
        ];
    });
}

function found(value: unknown): string {
    return value instanceof Later ? "one that is known later" : describeValue(value);
}
