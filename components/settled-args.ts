// A TempoStsStack's arguments with their defaults, each looked at before it is used.
import * as pulumi from "@pulumi/pulumi";

import { DEFAULTS } from "./defaults.ts";
import type { Lifetime } from "./pure/lifetime/lifetime.ts";
import { tracingName } from "./pure/names/physical-names.ts";
import type { JaegerQueryShape } from "./pure/service-accounts.ts";
import { settleGroup, type SettledGroups } from "./option-groups.ts";
import type { ArgPath } from "./argument-rules.ts";
import type {
    Gates,
    PolicyKind,
    Profile,
    TempoStsStackArgs,
    TraceCheckOptions,
} from "./tempo-sts-stack-args.ts";
import { checked, checkedArn } from "./validate-args.ts";

/** What the trace Jobs are told. */
export interface SettledTraceCheck {
    readonly enabled: boolean;
    readonly traces: pulumi.Output<number>;
    readonly image: pulumi.Output<string>;
    readonly runId: pulumi.Output<string>;
    readonly deadlineSeconds: number;
}

/** The arguments that concern AWS. */
export interface SettledAwsArgs extends SettledGroups {
    readonly region: pulumi.Output<string>;
    readonly profile: Profile;
    readonly bucketName: pulumi.Output<string>;
    readonly roleName: pulumi.Output<string>;
    readonly issuer: pulumi.Output<string> | undefined;
    readonly policyKind: PolicyKind;
    readonly permissionsBoundary: pulumi.Output<string> | undefined;
    readonly rolePath: pulumi.Output<string>;
    readonly maxSessionSeconds: pulumi.Output<number>;
    readonly adoptRole: boolean;
    readonly roleDescription: pulumi.Output<string> | undefined;
    readonly kmsKeyArn: pulumi.Output<string> | undefined;
    readonly tags: pulumi.Output<Record<string, string>>;
    readonly lifetime: Lifetime | undefined;
    readonly retainOnDelete: boolean;
}

/** The arguments that concern the cluster. */
export interface SettledKubernetesArgs {
    readonly namespace: pulumi.Output<string>;
    readonly createNamespace: boolean;
    readonly tempoName: pulumi.Output<string>;
    readonly buildNamespace: pulumi.Output<string>;
    readonly secretName: pulumi.Output<string>;
    readonly storageSize: pulumi.Output<string>;
    readonly limits: {
        readonly memory: pulumi.Output<string>;
        readonly cpu: pulumi.Output<string>;
    };
    readonly retention: pulumi.Output<string> | undefined;
    readonly jaegerQuery: JaegerQueryShape;
    readonly operatorVersion: pulumi.Output<string>;
    readonly traceCheck: SettledTraceCheck;
    readonly gates: Gates | undefined;
}

/** All arguments, settled. */
export interface SettledArgs extends SettledAwsArgs, SettledKubernetesArgs {}

/** The arguments with their defaults; `subject` names the component in errors about values that come later. */
export function settleArgs(subject: string, args: TempoStsStackArgs): SettledArgs {
    const forCluster = settleKubernetesArgs(subject, args);
    return { ...forCluster, ...settleAwsArgs(subject, args, forCluster) };
}

function settleKubernetesArgs(subject: string, args: TempoStsStackArgs): SettledKubernetesArgs {
    const given = { ...DEFAULTS, ...present(args) };
    const limits = { ...DEFAULTS.limits, ...present(args.limits) };
    const { retention, gates } = args;
    const text = (path: ArgPath, value: pulumi.Input<string>): pulumi.Output<string> =>
        checked(subject, path, pulumi.output(value));
    return {
        namespace: text("namespace", given.namespace),
        createNamespace: given.createNamespace,
        tempoName: text("tempoName", given.tempoName),
        buildNamespace: text("buildNamespace", given.buildNamespace),
        secretName: text("secretName", given.secretName),
        storageSize: text("storageSize", given.storageSize),
        limits: {
            memory: text("limits.memory", limits.memory),
            cpu: text("limits.cpu", limits.cpu),
        },
        retention: optional(retention, (value) => text("retention", value)),
        jaegerQuery: { ...DEFAULTS.jaegerQuery, ...present(args.jaegerQuery) },
        operatorVersion: text("operatorVersion", given.operatorVersion),
        traceCheck: settleTraceCheck(subject, args.traceCheck),
        gates: (gates?.hooks.length ?? 0) > 0 ? gates : undefined,
    };
}

function settleTraceCheck(
    subject: string,
    options: TraceCheckOptions | undefined,
): SettledTraceCheck {
    const given = { ...DEFAULTS.traceCheck, ...present(options) };
    return {
        enabled: given.enabled,
        traces: checked(subject, "traceCheck.traces", pulumi.output(given.traces)),
        image: checked(subject, "traceCheck.image", pulumi.output(given.image)),
        runId: checked(subject, "traceCheck.runId", pulumi.output(given.runId)),
        deadlineSeconds: given.deadlineSeconds,
    };
}

function settleAwsArgs(
    subject: string,
    args: TempoStsStackArgs,
    { namespace, buildNamespace }: SettledKubernetesArgs,
): SettledAwsArgs {
    const given = { ...DEFAULTS, ...present(args) };
    const madeName = pulumi
        .all([namespace, buildNamespace])
        .apply(([name, build]) => tracingName(name, build));
    const text = (path: ArgPath, value: pulumi.Input<string>): pulumi.Output<string> =>
        checked(subject, path, pulumi.output(value));
    const region = text("region", given.region);
    const arn = (path: ArgPath, value: pulumi.Input<string>): pulumi.Output<string> =>
        checkedArn(subject, path, value, region);
    return {
        region,
        profile: given.profile,
        bucketName: text("bucketName", args.bucketName ?? madeName),
        roleName: text("roleName", args.roleName ?? madeName),
        issuer: optional(args.issuer, (value) => text("issuer", value)),
        policyKind: given.policyKind,
        permissionsBoundary: optional(args.permissionsBoundary, (value) =>
            arn("permissionsBoundary", value),
        ),
        rolePath: text("rolePath", given.rolePath),
        maxSessionSeconds: checked(
            subject,
            "maxSessionSeconds",
            pulumi.output(given.maxSessionSeconds),
        ),
        adoptRole: given.adoptRole,
        roleDescription: optional(args.roleDescription, (value) => text("roleDescription", value)),
        ...settleGroups(args),
        kmsKeyArn: optional(args.kmsKeyArn, (value) => arn("kmsKeyArn", value)),
        tags: checked(subject, "tags", pulumi.output(args.tags ?? {})),
        lifetime: args.lifetime,
        retainOnDelete: given.retainOnDelete,
    };
}

function settleGroups(args: TempoStsStackArgs): SettledGroups {
    return {
        encryption: settleGroup("encryption", args.encryption),
        bucket: settleGroup("bucket", args.bucket),
        trust: settleGroup("trust", args.trust),
        oidcProvider: settleGroup("oidcProvider", args.oidcProvider),
        audit: settleGroup("audit", args.audit),
        watch: settleGroup("watch", args.watch),
    };
}

type Present<T> = { [Field in keyof T]: Exclude<T[Field], undefined> };

// Without the fields that are there but undefined: they would hide a default.
function present<T extends object>(group: T | undefined): Present<T> {
    const fields = Object.entries<unknown>({ ...group });
    const given: object = Object.fromEntries(fields.filter(([, value]) => value !== undefined));
    return given as Present<T>;
}

function optional<T>(
    value: pulumi.Input<T> | undefined,
    settle: (value: pulumi.Input<T>) => pulumi.Output<T>,
): pulumi.Output<T> | undefined {
    return value === undefined ? undefined : settle(value);
}
