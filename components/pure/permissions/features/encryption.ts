// A key of the stack's own. A shared key needs no right of the person: S3 uses it for the pods.
import { keySource } from "../../encryption.ts";
import { OWNERSHIP_TAGS, tagValue } from "../../lifetime/tags.ts";
import { KMS_ALIAS, KMS_KEY, KMS_KEY_POLICY } from "../calls/kms.ts";
import { ANYTHING, at, except, type Need } from "../need.ts";
import type { PermissionSubject } from "../subject.ts";

/** The key, its alias and its policy; only keys with the stack's own tags. */
export function encryptionNeeds(subject: PermissionSubject): Need[] {
    const { encryption, kmsKeyArn, retainOnDelete } = subject;
    if (keySource({ ...encryption, kmsKeyArn }) !== "stack") return [];
    const { partition, region, accountId } = subject;
    const kms = `arn:${partition}:kms:${region}:${accountId}`;
    const alias = encryption.key?.alias ?? subject.bucketName.replaceAll(".", "-");
    const places = {
        birth: { arns: ANYTHING, condition: tagged("aws:RequestTag", subject) },
        key: { arns: [`${kms}:key/*`], condition: tagged("aws:ResourceTag", subject) },
        alias: at(`${kms}:alias/${alias}`),
        anything: at(...ANYTHING),
    };
    const only = retainOnDelete ? except("delete") : undefined;
    return [KMS_KEY, KMS_ALIAS, KMS_KEY_POLICY].map((table) => ({ table, places, only }));
}

function tagged(
    key: "aws:RequestTag" | "aws:ResourceTag",
    { namespace, tempoName }: PermissionSubject,
): { readonly StringEquals: Readonly<Record<string, string>> } {
    return {
        StringEquals: {
            [`${key}/${OWNERSHIP_TAGS.namespace}`]: tagValue(namespace),
            [`${key}/${OWNERSHIP_TAGS.tempoName}`]: tagValue(tempoName),
        },
    };
}
