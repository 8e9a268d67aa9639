// Joins AWS and cluster: a namespace with a Tempo whose pods reach their bucket by web identity.
import * as pulumi from "@pulumi/pulumi";

import {
    createBucket,
    createIdentity,
    createKey,
    createKeyPolicy,
    createReplica,
} from "./aws-parts.ts";
import {
    createCheck,
    createGate,
    createNamespace,
    createSecret,
    createTempo,
    readRouteHost,
} from "./kubernetes-parts.ts";
import {
    jaegerEndpoint,
    otlpGrpcEndpoint,
    otlpHttpEndpoint,
    queryEndpoint,
    type TempoAddress,
} from "./pure/endpoints.ts";
import { settleArgs, type SettledArgs } from "./settled-args.ts";
import { layOut } from "./stack-plan.ts";
import type { TempoStsStackArgs } from "./tempo-sts-stack-args.ts";
import { validateArgs } from "./validate-args.ts";
import { createAudit, createMonitoring, createWatch } from "./watch-parts.ts";

/**
 * A Tempo instance on OpenShift whose pods read and write traces in a bucket of its own, without a long-lived credential.
 *
 * Made in this order and taken away in the opposite one: namespace; bucket and role; Secret; TempoStack; gate; trace Jobs. So
 * pods have flushed and are gone before the role and the bucket are.
 *
 * Hand over `providers: { aws, kubernetes }`, or have the default ones used.
 *
 * @throws ArgsError when plain arguments cannot work, all problems at once
 */
export class TempoStsStack extends pulumi.ComponentResource {
    /** The name of the bucket. */
    readonly bucketName: pulumi.Output<string>;
    /** The ARN of the KMS key that encrypts the bucket; undefined where keys of S3 do. */
    readonly keyArn: pulumi.Output<string> | undefined;
    /** The ARN of the role that Tempo's pods take. */
    readonly roleArn: pulumi.Output<string>;
    /** The ARN of the cluster's IAM OIDC provider. */
    readonly providerArn: pulumi.Output<string>;
    /** The service accounts that may take the role. */
    readonly serviceAccounts: pulumi.Output<string[]>;
    /** The name of the Secret that the operator reads. */
    readonly secretName: pulumi.Output<string>;
    /** Where spans go in over OTLP/gRPC, inside the cluster. */
    readonly otlpGrpcEndpoint: pulumi.Output<string>;
    /** Where spans go in over OTLP/HTTP, inside the cluster. */
    readonly otlpHttpEndpoint: pulumi.Output<string>;
    /** Where Tempo's API answers, inside the cluster. */
    readonly queryEndpoint: pulumi.Output<string>;
    /** Where Jaeger's UI and API answer, inside the cluster; undefined without Jaeger. */
    readonly jaegerEndpoint: pulumi.Output<string> | undefined;
    /** The host of the Jaeger UI's Route; undefined where there is no Route. */
    readonly routeHost: pulumi.Output<string> | undefined;
    /** The name of the bucket that holds the copy in another Region; undefined without one. */
    readonly replicaBucketName: pulumi.Output<string> | undefined;
    /** The ARN of the CloudTrail trail; undefined without an audit. */
    readonly trailArn: pulumi.Output<string> | undefined;
    /** The ARN of the SNS topic that is told of alarms; undefined where nothing watches. */
    readonly topicArn: pulumi.Output<string> | undefined;

    constructor(name: string, args: TempoStsStackArgs, opts?: pulumi.ComponentResourceOptions) {
        const subject = `TempoStsStack "${name}"`;
        validateArgs(subject, args);
        super("tempo-sts:index:TempoStsStack", name, recordable(args), opts);
        const settled = settleArgs(subject, args);
        const plan = layOut(name, settled, this);

        const namespace = createNamespace(plan);
        const key = createKey(plan);
        const bucket = createBucket(plan, key);
        const identity = createIdentity(plan, bucket, args);
        const replica = createReplica(plan, bucket);
        const keyPolicy = createKeyPolicy(plan, key, bucket, identity, replica);
        const secret = createSecret(plan, bucket, identity, namespace);
        const tempo = createTempo(plan, bucket, identity, secret, [keyPolicy, replica]);
        const ready = createGate(plan, bucket, identity, tempo) ?? tempo;
        createCheck(plan, ready);
        const audit = createAudit(plan, bucket);
        const watch = createWatch(plan, bucket, identity, audit);
        createMonitoring(plan, namespace);

        this.bucketName = bucket.bucketName;
        this.keyArn = key?.keyArn ?? settled.kmsKeyArn;
        this.roleArn = identity.roleArn;
        this.providerArn = identity.providerArn;
        this.serviceAccounts = plan.serviceAccounts;
        this.secretName = secret.secretName;
        this.otlpGrpcEndpoint = endpoint(settled, otlpGrpcEndpoint);
        this.otlpHttpEndpoint = endpoint(settled, otlpHttpEndpoint);
        this.queryEndpoint = endpoint(settled, queryEndpoint);
        this.jaegerEndpoint = settled.jaegerQuery.enabled
            ? endpoint(settled, jaegerEndpoint)
            : undefined;
        this.routeHost = readRouteHost(plan, tempo, ready);
        this.replicaBucketName = replica?.bucketName;
        this.trailArn = audit?.trailArn;
        this.topicArn = watch?.topicArn;
        this.registerOutputs(this.outputs());
    }

    private outputs(): Record<string, pulumi.Output<unknown>> {
        return {
            bucketName: this.bucketName,
            roleArn: this.roleArn,
            providerArn: this.providerArn,
            serviceAccounts: this.serviceAccounts,
            secretName: this.secretName,
            otlpGrpcEndpoint: this.otlpGrpcEndpoint,
            otlpHttpEndpoint: this.otlpHttpEndpoint,
            queryEndpoint: this.queryEndpoint,
            ...(this.jaegerEndpoint === undefined ? {} : { jaegerEndpoint: this.jaegerEndpoint }),
            ...(this.routeHost === undefined ? {} : { routeHost: this.routeHost }),
            ...(this.keyArn === undefined ? {} : { keyArn: this.keyArn }),
            ...(this.replicaBucketName === undefined
                ? {}
                : { replicaBucketName: this.replicaBucketName }),
            ...(this.trailArn === undefined ? {} : { trailArn: this.trailArn }),
            ...(this.topicArn === undefined ? {} : { topicArn: this.topicArn }),
        };
    }
}

function endpoint(
    { namespace, tempoName }: SettledArgs,
    at: (address: TempoAddress) => string,
): pulumi.Output<string> {
    return pulumi
        .all([namespace, tempoName])
        .apply(([space, tempo]) => at({ namespace: space, tempoName: tempo }));
}

// The engine keeps a component's arguments in the state: functions and hooks have no place there.
function recordable(args: TempoStsStackArgs): pulumi.Inputs {
    const kept = Object.entries(args).filter(
        ([field]) => field !== "gates" && field !== "listOidcProviders",
    );
    return Object.fromEntries<unknown>(kept);
}
