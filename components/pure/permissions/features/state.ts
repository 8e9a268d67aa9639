// Where Pulumi keeps what it knows.
import { bucketArn, objectArn } from "../../names/arn.ts";
import { STATE_BUCKET, STATE_KEY } from "../calls/state.ts";
import { at, type Need } from "../need.ts";
import type { PermissionSubject } from "../subject.ts";

/** The state's bucket and key, where they are in AWS. */
export function stateNeeds({ partition, state }: PermissionSubject): Need[] {
    const { bucketName, prefix, keyArn, keyAlias } = state ?? {};
    const needs: Need[] = [];
    if (bucketName !== undefined) {
        const within = prefix === undefined ? undefined : `${prefix}/`;
        const places = {
            bucket: at(bucketArn({ partition, bucketName })),
            objects: at(objectArn({ partition, bucketName, ...(within && { prefix: within }) })),
        };
        needs.push({ table: STATE_BUCKET, places });
    }
    if (keyArn !== undefined) {
        const condition =
            keyAlias === undefined
                ? undefined
                : { "ForAnyValue:StringEquals": { "kms:ResourceAliases": keyAlias } };
        needs.push({ table: STATE_KEY, places: { key: { arns: [keyArn], condition } } });
    }
    return needs;
}
