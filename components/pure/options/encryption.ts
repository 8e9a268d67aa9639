// How the objects in the bucket are encrypted.
import { z } from "zod";

import { arnProblems, parseArn } from "../names/arn.ts";
import { flag, list, oneOf, table, text, whole } from "../fields/fields.ts";
import { keyAliasProblems } from "../names/kms-key.ts";
import { describeValue, type Problem } from "../problems.ts";

/** Whose keys encrypt: those of S3 itself, or one of KMS. */
export type EncryptionType = "sse-s3" | "sse-kms";

/** A KMS key that this stack makes for its bucket alone. */
export interface StackKeyOptions {
    /** Its alias, without `alias/`. @default - the name of the bucket, with hyphens for dots */
    readonly alias?: string | undefined;
    /** How long a deleted key can still be brought back, in days, 7 to 30. @default 30 */
    readonly deletionWindowDays?: number | undefined;
    /** How often KMS changes the key's material, in days, 90 to 2560. @default 365 */
    readonly rotationDays?: number | undefined;
    /** The ARNs of the IAM roles or users that may administer the key, whoever deploys among them. @default - whoever the account's IAM policies allow to */
    readonly administrators?: readonly string[] | undefined;
}

/** How the bucket is encrypted. */
export interface EncryptionOptions {
    /** `sse-s3`: keys of S3 (AES256). `sse-kms`: one key of KMS. @default - sse-kms where a key is named, else sse-s3 */
    readonly type?: EncryptionType | undefined;
    /** A key of the stack, where `kmsKeyArn` names no other; production only, for a deleted key lingers for days. @default - none */
    readonly key?: StackKeyOptions | undefined;
    /** Whether the bucket refuses uploads that ask for another encryption or another key. @default true */
    readonly denyOtherEncryption?: boolean | undefined;
}

const administrator = text(administratorProblems);

/** The options as they may be written. */
export const ENCRYPTION = table({
    type: oneOf(["sse-s3", "sse-kms"]).optional(),
    key: table({
        alias: text(keyAliasProblems).optional(),
        deletionWindowDays: whole("days", 7, 30).default(30),
        rotationDays: whole("days", 90, 2560).default(365),
        administrators: list(administrator).default([]),
    }).optional(),
    denyOtherEncryption: flag().default(true),
});

/** The options with their defaults. */
export type Encryption = z.output<typeof ENCRYPTION>;

// A key's policy names roles and users; groups are no principals, and the whole account would be everybody.
function administratorProblems(value: unknown, path: string): Problem[] {
    const problems = arnProblems(value, path, { service: "iam" });
    const { resource = "" } = typeof value === "string" ? (parseArn(value) ?? {}) : {};
    if (problems.length > 0 || /^(?:role|user)\/./.test(resource)) {
        return problems;
    }
    const expected = "the ARN of an IAM role or user";
    const remedy = "Name those who may change and delete the key, one by one";
    return [{ path, expected, found: describeValue(value), remedy }];
}
