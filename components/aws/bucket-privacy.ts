// What keeps a bucket private: no public access, no ACLs, and a policy. One after the other, for S3 answers two of these at
// once with "a conflicting conditional operation is in progress".
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { SettledGroups } from "../option-groups.ts";
import { bucketEncryption } from "../pure/encryption.ts";
import { bucketPolicy } from "../pure/policies/bucket.ts";
import { after, target, type BucketScope } from "./bucket-scope.ts";

/** What the policy is made of, values that come later included. */
export interface BucketDenials {
    readonly bucketArn: pulumi.Output<string>;
    /** Whether uploads may ask for no other encryption than the bucket's. */
    readonly denyOtherEncryption: boolean;
    readonly kmsKeyArn: pulumi.Input<string> | undefined;
    readonly onlyFrom: SettledGroups["bucket"]["onlyFrom"];
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
    const { bucketArn, denyOtherEncryption, kmsKeyArn, onlyFrom } = denials;
    const encryption = denyOtherEncryption
        ? pulumi.output(kmsKeyArn).apply(bucketEncryption)
        : undefined;
    const origins =
        onlyFrom === undefined
            ? undefined
            : pulumi.output({ ...onlyFrom, accountId: scope.accountId });
    return pulumi
        .all([bucketArn, encryption, origins])
        .apply(([arn, own, known]) =>
            JSON.stringify(bucketPolicy({ bucketArn: arn, encryption: own, origins: known })),
        );
}
