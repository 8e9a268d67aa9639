// Sends traces and counts them: two Jobs, one after the other.
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { comesAfter } from "../child-options.ts";
import { generateTracesJob } from "../pure/manifests/generate-traces-job.ts";
import type { JobManifest, TraceJobArgs } from "../pure/manifests/job.ts";
import { verifyTracesJob } from "../pure/manifests/verify-traces-job.ts";
import { jobTimeouts, PROVIDER_ANNOTATIONS } from "./waits.ts";

/** The arguments of a TraceCheck. */
export interface TraceCheckArgs {
    /** The namespace of the TempoStack and of the Jobs. */
    readonly namespace: pulumi.Input<string>;
    /** The name of the TempoStack. */
    readonly tempoName: pulumi.Input<string>;
    /** Whether Jaeger's API is asked too. */
    readonly jaeger: boolean;
    /** How many traces are sent, and so expected. */
    readonly traces: pulumi.Input<number>;
    /** An image with telemetrygen, bash, curl and jq. */
    readonly image: pulumi.Input<string>;
    /** Tells this run's traces from others'. A new one makes both Jobs run again. */
    readonly runId: pulumi.Input<string>;
    /** How long the verification polls, in seconds. */
    readonly deadlineSeconds: number;
    /** The labels of the Jobs. @default - none */
    readonly labels?: pulumi.Input<Record<string, string>> | undefined;
}

/**
 * A Job that sends this run's traces, then one that succeeds when exactly those are found. The Kubernetes Pulumi provider
 * waits for both to end, so a deployment with a TraceCheck fails when the traces do not arrive.
 */
export class TraceCheck extends pulumi.ComponentResource {
    /** The Job that counts: what has to wait for the proof may depend on it. */
    readonly verification: kubernetes.batch.v1.Job;

    constructor(name: string, args: TraceCheckArgs, opts?: pulumi.ComponentResourceOptions) {
        super("tempo-sts:kubernetes:TraceCheck", name, {}, opts);
        const generation = this.createJob(
            `${name}-generate`,
            args,
            generateTracesJob,
            comesAfter(opts),
        );
        this.verification = this.createJob(`${name}-verify`, args, verifyTracesJob, {
            dependsOn: [generation],
        });
        this.registerOutputs({});
    }

    private createJob(
        name: string,
        args: TraceCheckArgs,
        makeManifest: (args: TraceJobArgs) => JobManifest,
        order: Pick<pulumi.CustomResourceOptions, "dependsOn">,
    ): kubernetes.batch.v1.Job {
        const manifest = pulumi
            .all([jobArgs(args), args.labels ?? {}])
            .apply(([plain, labels]) => resourceArgs(makeManifest(plain), labels));
        return new kubernetes.batch.v1.Job(
            name,
            { metadata: manifest.metadata, spec: manifest.spec },
            {
                parent: this,
                ...order,
                // Its name is ours and stays: the next run's Job can only come after this one is gone.
                deleteBeforeReplace: true,
                // A Job's template cannot be changed. Whatever else changes must not send the traces a second time.
                replaceOnChanges: ["spec.template"],
                customTimeouts: jobTimeouts(args.deadlineSeconds),
            },
        );
    }
}

function jobArgs(args: TraceCheckArgs): pulumi.Output<TraceJobArgs> {
    const { namespace, tempoName, traces, image, runId } = args;
    return pulumi
        .all([namespace, tempoName, traces, image, runId])
        .apply(([space, tempo, count, picture, run]) => ({
            namespace: space,
            tempoName: tempo,
            traces: count,
            image: picture,
            runId: run,
            deadlineSeconds: args.deadlineSeconds,
            jaeger: args.jaeger,
        }));
}

// Labels on the Job only: in the template, a change of one would send the traces again. And the annotation, because a failed
// Job stays failed: without it the next `up` would only wait for it again.
function resourceArgs(
    { metadata, spec }: JobManifest,
    labels: Readonly<Record<string, string>>,
): {
    metadata: kubernetes.types.input.meta.v1.ObjectMeta;
    spec: kubernetes.types.input.batch.v1.JobSpec;
} {
    return {
        metadata: {
            ...metadata,
            labels: { ...labels, ...metadata.labels },
            annotations: { [PROVIDER_ANNOTATIONS.replaceUnready]: "true" },
        },
        spec: mutable(spec),
    };
}

type Mutable<T> = T extends readonly (infer Item)[]
    ? Mutable<Item>[]
    : T extends object
      ? { -readonly [Field in keyof T]: Mutable<T[Field]> }
      : T;

// The SDK's types want lists that may be changed; the manifest's may not.
function mutable<T>(value: T): Mutable<T> {
    return structuredClone(value) as Mutable<T>;
}
