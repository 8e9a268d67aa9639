/**
 * OpenShift CI's step registry and the part of a ci-operator configuration that docs/ci/openshift-ci uses, strictly: written
 * from the types and the validation of ci-tools of 2026-08. What is not here fails, also where ci-operator would allow it.
 *
 * @see https://github.com/openshift/ci-tools/blob/main/pkg/api/types.go
 */
import { z } from "zod";

const name = z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
const duration = z.string().regex(/^\d+h\d+m\d+s$|^\d+m\d+s$/);
const resources = z.strictObject({
    requests: z.strictObject({ cpu: z.string(), memory: z.string() }),
    limits: z
        .strictObject({ cpu: z.string().optional(), memory: z.string().optional() })
        .optional(),
});
const parameter = z.strictObject({
    name: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
    // A number or a boolean is no text to ci-operator: it has to be quoted.
    default: z.string().optional(),
    documentation: z.string().min(1),
});

export const REF = z.strictObject({
    ref: z
        .strictObject({
            as: name,
            from: name,
            commands: z.string(),
            resources,
            timeout: duration,
            grace_period: duration.optional(),
            env: z.array(parameter).optional(),
            best_effort: z.boolean().optional(),
            no_kubeconfig: z.boolean().optional(),
            cli: z.string().optional(),
            documentation: z.string().min(1),
        })
        .strict(),
});

const step = z.union([z.strictObject({ ref: name }), z.strictObject({ chain: name })]);
const stages = {
    pre: z.array(step).optional(),
    test: z.array(step).optional(),
    post: z.array(step).optional(),
    env: z.record(z.string(), z.string()).optional(),
};

export const WORKFLOW = z.strictObject({
    workflow: z.strictObject({
        as: name,
        steps: z.strictObject({
            ...stages,
            allow_best_effort_post_steps: z.boolean().optional(),
            allow_skip_on_success: z.boolean().optional(),
        }),
        documentation: z.string().min(1),
    }),
});

export const CONFIGURATION = z.strictObject({
    images: z.array(z.strictObject({ dockerfile_path: z.string(), to: name })),
    releases: z.record(
        z.string(),
        z.strictObject({ release: z.strictObject({ channel: z.string(), version: z.string() }) }),
    ),
    resources: z.record(z.string(), resources),
    tests: z.array(
        z.strictObject({
            as: name.max(61),
            cron: z
                .string()
                .regex(/^(\S+ ){4}\S+$/)
                .optional(),
            steps: z.strictObject({
                ...stages,
                cluster_profile: name,
                workflow: name.optional(),
            }),
        }),
    ),
});
