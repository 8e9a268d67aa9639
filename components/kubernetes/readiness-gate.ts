// The gate that a deployment has to pass before it counts as ready, and the record of what was proven then.
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { comesAfter } from "../child-options.ts";
import { STS_AUDIENCE } from "../pure/issuer.ts";
import { operandName } from "../pure/names/operand-names.ts";
import type { Gates } from "../tempo-sts-stack-args.ts";

/** The arguments of a ReadinessGate: what has to be proven. */
export interface ReadinessGateArgs {
    /** The namespace of the TempoStack. */
    readonly namespace: pulumi.Input<string>;
    /** The name of the TempoStack. */
    readonly tempoName: pulumi.Input<string>;
    /** The service accounts that have to reach the bucket. */
    readonly serviceAccounts: pulumi.Input<readonly string[]>;
    /** The role that they take. */
    readonly roleArn: pulumi.Input<string>;
    /** The bucket. */
    readonly bucketName: pulumi.Input<string>;
    /** The Region of the bucket. */
    readonly region: pulumi.Input<string>;
    /** The part of the bucket that is theirs, without slashes at its ends. @default - the whole bucket */
    readonly prefix?: pulumi.Input<string> | undefined;
    /** Whether the bucket is somebody else's, and so may be of another account than the role. @default false */
    readonly bucketAdopted?: boolean | undefined;
    /** The issuer of their tokens. */
    readonly issuer: pulumi.Input<string>;
    /** Changes with the TempoStack, so that a changed one has to pass again. */
    readonly manifestHash: pulumi.Input<string>;
    /** The hooks that prove it. */
    readonly gates: Gates;
    /** The labels of the record. @default - none */
    readonly labels?: pulumi.Input<Record<string, string>> | undefined;
}

/**
 * A ConfigMap whose creation and update run hooks that throw while something does not hold. It comes after the TempoStack,
 * because the operator makes the service accounts only then; and hooks before (not after) it, because only those can fail a
 * deployment. Nothing changed, nothing runs.
 */
export class ReadinessGate extends pulumi.ComponentResource {
    /** The record itself. */
    readonly record: kubernetes.core.v1.ConfigMap;

    constructor(name: string, args: ReadinessGateArgs, opts?: pulumi.ComponentResourceOptions) {
        super("tempo-sts:kubernetes:ReadinessGate", name, {}, opts);
        const { namespace, tempoName, labels = {} } = args;
        const hooks = [...args.gates.hooks];
        this.record = new kubernetes.core.v1.ConfigMap(
            `${name}-record`,
            {
                metadata: {
                    name: pulumi.output(tempoName).apply((tempo) => `${operandName(tempo)}-gate`),
                    namespace,
                    labels,
                },
                data: {
                    namespace,
                    tempoName,
                    serviceAccounts: pulumi
                        .output(args.serviceAccounts)
                        .apply((serviceAccounts) => serviceAccounts.join(",")),
                    roleArn: args.roleArn,
                    bucketName: args.bucketName,
                    region: args.region,
                    ...(args.prefix === undefined ? {} : { prefix: args.prefix }),
                    ...(args.bucketAdopted === true ? { bucketAdopted: "true" } : {}),
                    issuer: args.issuer,
                    audience: STS_AUDIENCE,
                    manifestHash: args.manifestHash,
                },
            },
            {
                parent: this,
                hooks: { beforeCreate: hooks, beforeUpdate: hooks },
                ...comesAfter(opts),
            },
        );
        this.registerOutputs({});
    }
}
