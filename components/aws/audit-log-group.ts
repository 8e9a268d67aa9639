// The log group that a trail writes its events to, and the role by which CloudTrail does so.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Partition } from "../pure/partition.ts";
import { logDeliveryPolicy, logDeliveryTrustPolicy } from "../pure/policies/log-delivery.ts";

/** The arguments of an AuditLogGroup. */
export interface AuditLogGroupArgs {
    /** The name of the log group. */
    readonly logGroupName: pulumi.Input<string>;
    readonly region: pulumi.Input<string>;
    readonly partition: pulumi.Input<Partition>;
    readonly accountId: pulumi.Input<string>;
    /** The ARN of the trail that writes to it. */
    readonly trailArn: pulumi.Input<string>;
    /** How long it keeps events, in days that CloudWatch knows. */
    readonly retentionDays: number;
    /** The ARN of its KMS key. @default - CloudWatch's own */
    readonly kmsKeyArn?: pulumi.Input<string> | undefined;
    /** The name of the delivery role, its path and its boundary. */
    readonly roleName: pulumi.Input<string>;
    readonly rolePath: pulumi.Input<string>;
    readonly permissionsBoundary?: pulumi.Input<string> | undefined;
    readonly retainOnDelete: boolean;
    readonly tags: pulumi.Input<Record<string, string>>;
}

/** A log group for a trail's events. It is ready for the trail when {@link policy} is there. */
export class AuditLogGroup extends pulumi.ComponentResource {
    /** The name of the log group. */
    readonly logGroupName: pulumi.Output<string>;
    /** Its ARN as CloudTrail wants it, with `:*` at its end. */
    readonly streamsArn: pulumi.Output<string>;
    /** The ARN of the delivery role. */
    readonly roleArn: pulumi.Output<string>;
    /** What the delivery role may do. */
    readonly policy: aws.iam.RolePolicy;

    constructor(name: string, args: AuditLogGroupArgs, opts?: pulumi.ComponentResourceOptions) {
        super("tempo-sts:aws:AuditLogGroup", name, {}, opts);
        const childOptions = { parent: this, retainOnDelete: args.retainOnDelete };
        const { region, partition, accountId, trailArn, tags, permissionsBoundary } = args;
        const group = new aws.cloudwatch.LogGroup(
            `${name}-group`,
            {
                name: args.logGroupName,
                region,
                retentionInDays: args.retentionDays,
                ...(args.kmsKeyArn === undefined ? {} : { kmsKeyId: args.kmsKeyArn }),
                tags,
            },
            childOptions,
        );
        this.logGroupName = group.name;
        this.streamsArn = pulumi.interpolate`${group.arn}:*`;
        const role = new aws.iam.Role(
            `${name}-role`,
            {
                name: args.roleName,
                path: args.rolePath,
                description: "Taken by CloudTrail to write a trail's events to its log group",
                assumeRolePolicy: pulumi
                    .all([trailArn, accountId])
                    .apply(([trail, account]) =>
                        JSON.stringify(
                            logDeliveryTrustPolicy({ trailArn: trail, accountId: account }),
                        ),
                    ),
                ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
                tags,
            },
            childOptions,
        );
        this.roleArn = role.arn;
        const policy = pulumi
            .all([partition, region, accountId, this.logGroupName])
            .apply(([part, place, account, logGroup]) =>
                JSON.stringify(
                    logDeliveryPolicy({
                        partition: part,
                        region: place,
                        accountId: account,
                        logGroup,
                    }),
                ),
            );
        this.policy = new aws.iam.RolePolicy(
            `${name}-delivery`,
            { name: "write-trail-events", role: role.name, policy },
            childOptions,
        );
        this.registerOutputs({ logGroupName: this.logGroupName });
    }
}
