// What makes the operator replace the pods when role or bucket change, and tells STS' Region to Tempo.
import { shortHash } from "../names/physical-names.ts";

/** One environment variable of Tempo's containers. */
export interface EnvEntry {
    readonly name: string;
    readonly value: string;
}

/** The first operator that takes `spec.env`. */
export const ENV_SINCE = "0.21.0";

/**
 * The environment of Tempo's containers. `AWS_REGION` sends its client to the Region's own STS; `TEMPO_STS_ROLLOUT`
 * changes with role and bucket, for the operator restarts no pod when only an annotation changes.
 */
export function rolloutEnv(args: {
    readonly region: string;
    readonly roleArn: string;
    readonly bucketName: string;
}): EnvEntry[] {
    return [
        { name: "AWS_REGION", value: args.region },
        { name: "TEMPO_STS_ROLLOUT", value: shortHash(`${args.roleArn} ${args.bucketName}`) },
    ];
}
