// Who did what with the bucket and the role: a CloudTrail trail of the stack, or one that is there already.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { SettledGroups } from "../option-groups.ts";
import { auditNames } from "../pure/names/audit-names.ts";
import { bucketArn } from "../pure/names/arn.ts";
import type { Partition } from "../pure/partition.ts";
import {
    addSelectorCommands,
    trailSelectors,
    type FieldSelector,
} from "../pure/watching/trail-selectors.ts";
import type { Profile } from "../tempo-sts-stack-args.ts";
import { AuditLogBucket } from "./audit-log-bucket.ts";
import { AuditLogGroup } from "./audit-log-group.ts";

/** The arguments of an AuditTrail. */
export interface AuditTrailArgs {
    /** What is wanted; `trail: "none"` makes nothing. */
    readonly audit: SettledGroups["audit"];
    /** The name of the trace bucket: all names come from it. */
    readonly traceBucket: pulumi.Input<string>;
    /** The ARN of the trace bucket, whose objects' calls are recorded. */
    readonly traceBucketArn: pulumi.Input<string>;
    readonly region: pulumi.Input<string>;
    readonly partition: pulumi.Input<Partition>;
    readonly profile: Profile;
    readonly retainOnDelete: boolean;
    /** The IAM path of the delivery role. */
    readonly rolePath: pulumi.Input<string>;
    /** The ARN of the policy that bounds the delivery role. @default - none */
    readonly permissionsBoundary?: pulumi.Input<string> | undefined;
    readonly tags: pulumi.Input<Record<string, string>>;
}

/**
 * A trail that records who takes the role and what happens to the objects of the trace bucket, with its files in a bucket and
 * its events in a log group of their own. An existing trail is not touched: its selectors belong to the trail, and are one list
 * that whoever writes it owns whole. Then it is said how to add the bucket to them.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
export class AuditTrail extends pulumi.ComponentResource {
    /** The ARN of the trail. */
    readonly trailArn: pulumi.Output<string> | undefined;
    /** The name of the log group that has its events; undefined where an existing trail has none that is named. */
    readonly logGroupName: pulumi.Output<string> | undefined;

    constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
        // Children inherit it: what an audit has written outlives a slip.
        const kept = args.profile === "production" ? { protect: true, ...opts } : opts;
        super("tempo-sts:aws:AuditTrail", name, {}, kept);
        const { audit } = args;
        if (audit.trail === "stack") {
            const made = this.createTrail(name, args);
            this.trailArn = made.trailArn;
            this.logGroupName = made.logGroupName;
        } else {
            this.trailArn =
                audit.trailArn === undefined ? undefined : pulumi.output(audit.trailArn);
            this.logGroupName =
                audit.logGroup === undefined ? undefined : pulumi.output(audit.logGroup);
            this.sayHowToAdd(args);
        }
        this.registerOutputs({
            ...(this.trailArn === undefined ? {} : { trailArn: this.trailArn }),
        });
    }

    private createTrail(
        name: string,
        args: AuditTrailArgs,
    ): { trailArn: pulumi.Output<string>; logGroupName: pulumi.Output<string> } {
        const { audit, region, partition, tags, retainOnDelete, profile } = args;
        const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
        const names = pulumi.output(args.traceBucket).apply(auditNames);
        const bucketName = pulumi.output(audit.logBucketName ?? names.logBucket);
        // From the names, not from the trail: its bucket and its role have to name it before it is there.
        const trailArn = pulumi.interpolate`arn:${partition}:cloudtrail:${region}:${accountId}:trail/${names.trail}`;
        const common = { region, trailArn, accountId, tags, retainOnDelete };
        const bucket = new AuditLogBucket(
            `${name}-files`,
            {
                ...common,
                bucketName,
                bucketArn: pulumi
                    .all([bucketName, partition])
                    .apply(([plain, where]) => bucketArn({ bucketName: plain, partition: where })),
                keepDays: audit.keepDays,
                kmsKeyArn: audit.kmsKeyArn,
                profile,
            },
            { parent: this },
        );
        const group = new AuditLogGroup(
            `${name}-events`,
            {
                ...common,
                logGroupName: audit.logGroup ?? names.logGroup,
                partition,
                retentionDays: audit.logGroupDays,
                kmsKeyArn: audit.kmsKeyArn,
                roleName: names.deliveryRole,
                rolePath: args.rolePath,
                permissionsBoundary: args.permissionsBoundary,
            },
            { parent: this },
        );
        const trail = new aws.cloudtrail.Trail(
            `${name}-trail`,
            {
                name: names.trail,
                region,
                s3BucketName: bucket.bucketName,
                cloudWatchLogsGroupArn: group.streamsArn,
                cloudWatchLogsRoleArn: group.roleArn,
                enableLogFileValidation: true,
                isMultiRegionTrail: audit.allRegions,
                includeGlobalServiceEvents: true,
                advancedEventSelectors: pulumi.output(args.traceBucketArn).apply(selectorInputs),
                ...(audit.kmsKeyArn === undefined ? {} : { kmsKeyId: audit.kmsKeyArn }),
                tags,
            },
            // So the trail is gone before its bucket loses the policy: no late file comes into a bucket that is being emptied.
            { parent: this, retainOnDelete, dependsOn: [bucket.policy, group.policy] },
        );
        return { trailArn: trail.arn, logGroupName: group.logGroupName };
    }

    private sayHowToAdd({ audit, traceBucketArn }: AuditTrailArgs): void {
        if (audit.trail !== "existing") {
            return;
        }
        pulumi.all([audit.trailArn ?? "", traceBucketArn]).apply(([trailArn, bucket]) => {
            const commands = addSelectorCommands({ trailArn, bucketArn: bucket }).join("\n");
            return pulumi.log.info(
                `The trail is not this stack's, and neither are its selectors. Unless it records the bucket's objects already, add them:\n${commands}`,
                this,
            );
        });
    }
}

function selectorInputs(
    traceBucketArn: string,
): aws.types.input.cloudtrail.TrailAdvancedEventSelector[] {
    return trailSelectors(traceBucketArn).map(({ Name, FieldSelectors }) => ({
        name: Name,
        fieldSelectors: FieldSelectors.map(fieldInput),
    }));
}

function fieldInput({
    Field,
    Equals,
    StartsWith,
    NotEquals,
}: FieldSelector): aws.types.input.cloudtrail.TrailAdvancedEventSelectorFieldSelector {
    return {
        field: Field,
        ...(Equals === undefined ? {} : { equals: [...Equals] }),
        ...(StartsWith === undefined ? {} : { startsWiths: [...StartsWith] }),
        ...(NotEquals === undefined ? {} : { notEquals: [...NotEquals] }),
    };
}
