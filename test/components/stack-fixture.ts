/** The TempoStsStack of the tests: the blueprint's own values. */
import * as pulumi from "@pulumi/pulumi";

import { TempoStsStack, type TempoStsStackArgs } from "../../components/index.ts";
import { ISSUER } from "../support/answers.ts";
import type { RecordedResource } from "../support/recorded.ts";

/** What the blueprint calls bucket and role. */
export const TRACING_NAME = "tracing-chainsaw-awssts-tempo-cioptmstack";

/** The role's ARN. */
export const ROLE_ARN = `arn:aws:iam::123456789012:role/${TRACING_NAME}`;

/** The tags that tell ownership. */
export const TAGS = {
    "tempo-sts:project": "tempo-sts",
    "tempo-sts:stack": "test",
    "tempo-sts:namespace": "chainsaw-awssts-tempo",
    "tempo-sts:tempo": "tmstack",
    "tempo-sts:build-namespace": "cioptmstack",
    "tempo-sts:profile": "ephemeral",
};

/** The labels that tell ownership, as the TempoStack has them. */
export const TEMPO_LABELS = {
    "tempo-sts.io/project": "tempo-sts",
    "tempo-sts.io/stack": "test",
    "tempo-sts.io/tempo": "tmstack",
    "tempo-sts.io/build-namespace": "cioptmstack",
    "tempo-sts.io/profile": "ephemeral",
};

/** The labels of all other objects. */
export const LABELS = { ...TEMPO_LABELS, "app.kubernetes.io/managed-by": "tempo-sts" };

/** A program that makes one stack. */
export function make(
    overrides: Partial<TempoStsStackArgs> = {},
    opts?: pulumi.ComponentResourceOptions,
): () => TempoStsStack {
    return () =>
        new TempoStsStack(
            "tracing",
            { namespace: "chainsaw-awssts-tempo", issuer: ISSUER, ...overrides },
            opts,
        );
}

/** The program of a stack with a gate. */
export function gated(overrides: Partial<TempoStsStackArgs> = {}): TempoStsStack {
    const hooks = [new pulumi.ResourceHook("handshake", () => undefined)];
    return make({ gates: { hooks }, ...overrides })();
}

/** The children below a stack as lines `parent > name`, sorted. */
export function tree(resources: readonly RecordedResource[]): string[] {
    return resources.map(({ parent, name }) => `${parent} > ${name}`).sort();
}
