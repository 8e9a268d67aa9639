// What the settings of one bucket have in common.
import type * as pulumi from "@pulumi/pulumi";

/** The bucket that settings are for, and how their resources are made. */
export interface BucketScope {
    /** What the names of their resources begin with. */
    readonly name: string;
    readonly bucket: pulumi.Output<string>;
    readonly region: pulumi.Input<string>;
    /** The account that the bucket has to belong to. */
    readonly accountId: pulumi.Output<string>;
    readonly options: pulumi.CustomResourceOptions;
}

/** Which bucket a setting is for. */
export interface BucketTarget {
    readonly bucket: pulumi.Output<string>;
    readonly region: pulumi.Input<string>;
}

/** Where a setting goes. */
export function target({ bucket, region }: BucketScope): BucketTarget {
    return { bucket, region };
}

/** Where a setting goes, and nowhere else should another account have come to own a bucket of this name. */
export function ownTarget(scope: BucketScope): BucketTarget & {
    readonly expectedBucketOwner: pulumi.Output<string>;
} {
    return { ...target(scope), expectedBucketOwner: scope.accountId };
}

/** How a resource is made after others. */
export function after(
    scope: BucketScope,
    ...others: readonly (pulumi.Resource | undefined)[]
): pulumi.CustomResourceOptions {
    const dependsOn = others.filter((other) => other !== undefined);
    return dependsOn.length === 0 ? scope.options : { ...scope.options, dependsOn };
}

/**
 * How a resource with {@link ownTarget} is made after others. The owner counts when it is made, never again: AWS's provider would
 * replace the resource, and stacks made before there was one would lose a protected setting for it.
 */
export function ownAfter(
    scope: BucketScope,
    ...others: readonly (pulumi.Resource | undefined)[]
): pulumi.CustomResourceOptions {
    return { ...after(scope, ...others), ignoreChanges: ["expectedBucketOwner"] };
}
