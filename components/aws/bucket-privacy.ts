// What keeps a bucket private: no public access, no ACLs, and a policy. One after the other, for S3 answers two of these at
// once with "a conflicting conditional operation is in progress".
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { SettledGroups } from "../option-groups.ts";
import { roleArn } from "../pure/names/arn.ts";
import { bucketEncryption } from "../pure/encryption.ts";
import type { Partition } from "../pure/partition.ts";
import { bucketPolicy } from "../pure/policies/bucket.ts";
import type { Origins } from "../pure/policies/origins.ts";
import { replicationRoleName } from "../pure/names/replica-names.ts";
import { after, target, type BucketScope } from "./bucket-scope.ts";

/** What the policy is made of, values that come later included. */
export interface BucketDenials {
    readonly bucketArn: pulumi.Output<string>;
    /** Whether uploads may ask for no other encryption than the bucket's. */
    readonly denyOtherEncryption: boolean;
    readonly kmsKeyArn: pulumi.Input<string> | undefined;
    readonly onlyFrom: SettledGroups["bucket"]["onlyFrom"];
    readonly minimumTls: SettledGroups["bucket"]["minimumTls"];
    /** Whether S3 copies its objects elsewhere. */
    readonly isCopied: boolean;
    readonly partition: pulumi.Input<Partition>;
}

/** Blocks all public access and all ACLs, and refuses what the policy denies. */
export function keepPrivate(scope: BucketScope, denials: BucketDenials): void {
    const publicAccess = blockPublicAccess(scope);
    const ownership = ownObjects(scope, publicAccess);
    new aws.s3.BucketPolicy(
        `${scope.name}-policy`,
        { ...target(scope), policy: policy(scope, denials) },
        after(scope, ownership),
    );
}

function blockPublicAccess(scope: BucketScope): aws.s3.BucketPublicAccessBlock {
    return new aws.s3.BucketPublicAccessBlock(
        `${scope.name}-public-access`,
        {
            ...target(scope),
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        },
        after(scope),
    );
}

function ownObjects(scope: BucketScope, first: pulumi.Resource): aws.s3.BucketOwnershipControls {
    return new aws.s3.BucketOwnershipControls(
        `${scope.name}-ownership`,
        { ...target(scope), rule: { objectOwnership: "BucketOwnerEnforced" } },
        after(scope, first),
    );
}

function policy(scope: BucketScope, denials: BucketDenials): pulumi.Output<string> {
    const { bucketArn, denyOtherEncryption, kmsKeyArn, onlyFrom, minimumTls } = denials;
    const encryption = denyOtherEncryption
        ? pulumi.output(kmsKeyArn).apply(bucketEncryption)
        : undefined;
    const known = onlyFrom === undefined ? undefined : origins(scope, denials, onlyFrom);
    return pulumi
        .all([bucketArn, encryption, known])
        .apply(([arn, own, from]) =>
            JSON.stringify(
                bucketPolicy({ bucketArn: arn, encryption: own, minimumTls, origins: from }),
            ),
        );
}

// S3 itself copies, through no endpoint of anybody: its role passes, under whatever path it is.
function origins(
    { accountId, bucket }: BucketScope,
    { partition, isCopied }: BucketDenials,
    onlyFrom: NonNullable<BucketDenials["onlyFrom"]>,
): pulumi.Output<Origins> {
    return pulumi
        .all([pulumi.output(onlyFrom), accountId, bucket, partition])
        .apply(([from, account, name, known]) => {
            const roleName = replicationRoleName(name);
            const role = (path: string): string =>
                roleArn({ partition: known, accountId: account, path, roleName });
            const roles = isCopied ? [role("/"), role("/*/")] : [];
            return { ...from, accountId: account, roles };
        });
}
