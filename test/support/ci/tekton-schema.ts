/**
 * The parts of Tekton's v1 API and of batch/v1 that docs/ci/tekton uses, strictly: written from Tekton Pipelines' types of
 * v1.15 and Kubernetes' reference. What is not here fails, also where Tekton would allow it.
 *
 * @see https://github.com/tektoncd/pipeline/tree/main/pkg/apis/pipeline/v1
 */
import { z } from "zod";

const name = z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
const goDuration = z
    .string()
    .regex(/^(\d+h)?(\d+m)?(\d+s)?$/)
    .min(2);
const labels = z.record(
    z.string(),
    z
        .string()
        .regex(/^([A-Za-z0-9]([\w.-]*[A-Za-z0-9])?)?$/)
        .max(63),
);
const metadata = z.strictObject({ name, namespace: name.optional(), labels: labels.optional() });
const quantities = z.strictObject({
    cpu: z.string().optional(),
    memory: z.string().optional(),
    storage: z.string().optional(),
});
const resources = z.strictObject({
    requests: quantities.optional(),
    limits: quantities.optional(),
});
const env = z.array(z.strictObject({ name: z.string().regex(/^[A-Z_]+$/), value: z.string() }));
const securityContext = z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    runAsNonRoot: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal("ALL")]) }),
});
const param = z.strictObject({ name, value: z.string() });

const task = z.strictObject({
    apiVersion: z.literal("tekton.dev/v1"),
    kind: z.literal("Task"),
    metadata,
    spec: z.strictObject({
        description: z.string(),
        params: z.array(
            z.strictObject({
                name,
                type: z.literal("string"),
                description: z.string().optional(),
                default: z.string().optional(),
            }),
        ),
        workspaces: z.array(z.strictObject({ name, description: z.string() })).optional(),
        steps: z.array(
            z.strictObject({
                name,
                image: z.string(),
                timeout: goDuration,
                env,
                script: z.string().startsWith("#!"),
                computeResources: resources,
                securityContext,
            }),
        ),
    }),
});

const pipelineTask = z.strictObject({
    name,
    taskRef: z.strictObject({ name, kind: z.literal("Task").optional() }),
    timeout: goDuration,
    params: z.array(param),
    workspaces: z.array(z.strictObject({ name, workspace: name })).optional(),
});

const pipeline = z.strictObject({
    apiVersion: z.literal("tekton.dev/v1"),
    kind: z.literal("Pipeline"),
    metadata,
    spec: z.strictObject({
        params: task.shape.spec.shape.params,
        workspaces: z.array(z.strictObject({ name })),
        tasks: z.array(pipelineTask).min(1),
        finally: z.array(pipelineTask).min(1),
    }),
});

const pipelineRun = z.strictObject({
    apiVersion: z.literal("tekton.dev/v1"),
    kind: z.literal("PipelineRun"),
    metadata: z.strictObject({ generateName: z.string(), namespace: name, labels }),
    spec: z.strictObject({
        pipelineRef: z.strictObject({ name }),
        params: z.array(param),
        workspaces: z.array(
            z.strictObject({
                name,
                volumeClaimTemplate: z.strictObject({
                    spec: z.strictObject({
                        accessModes: z.array(z.enum(["ReadWriteOnce", "ReadWriteMany"])),
                        resources,
                    }),
                }),
            }),
        ),
        taskRunTemplate: z.strictObject({ serviceAccountName: name }),
        timeouts: z.strictObject({ pipeline: goDuration, tasks: goDuration, finally: goDuration }),
    }),
});

const podTemplate = z.strictObject({
    metadata: z.strictObject({ labels }),
    spec: z.strictObject({
        serviceAccountName: name,
        restartPolicy: z.enum(["Never", "OnFailure"]),
        containers: z.array(
            z.strictObject({
                name,
                image: z.string(),
                command: z.array(z.string()),
                env,
                resources,
                securityContext,
            }),
        ),
    }),
});

const cronJob = z.strictObject({
    apiVersion: z.literal("batch/v1"),
    kind: z.literal("CronJob"),
    metadata,
    spec: z.strictObject({
        schedule: z.string().regex(/^(\S+ ){4}\S+$/),
        concurrencyPolicy: z.enum(["Allow", "Forbid", "Replace"]),
        startingDeadlineSeconds: z.int().positive(),
        jobTemplate: z.strictObject({
            spec: z.strictObject({
                backoffLimit: z.int().nonnegative(),
                activeDeadlineSeconds: z.int().positive(),
                template: podTemplate,
            }),
        }),
    }),
});

const namespace = z.strictObject({
    apiVersion: z.literal("v1"),
    kind: z.literal("Namespace"),
    metadata,
});

const serviceAccount = z.strictObject({
    apiVersion: z.literal("v1"),
    kind: z.literal("ServiceAccount"),
    metadata: metadata.extend({ annotations: z.record(z.string(), z.string()) }),
});

const clusterRole = z.strictObject({
    apiVersion: z.literal("rbac.authorization.k8s.io/v1"),
    kind: z.literal("ClusterRole"),
    metadata,
    rules: z.array(
        z.strictObject({
            apiGroups: z.array(z.string()).min(1),
            resources: z.array(z.string().regex(/^[a-z]+(\/[a-z]+)?$/)).min(1),
            resourceNames: z.array(z.string()).optional(),
            verbs: z
                .array(z.enum(["create", "delete", "get", "list", "patch", "update", "watch"]))
                .min(1),
        }),
    ),
});

const clusterRoleBinding = z.strictObject({
    apiVersion: z.literal("rbac.authorization.k8s.io/v1"),
    kind: z.literal("ClusterRoleBinding"),
    metadata,
    roleRef: z.strictObject({
        apiGroup: z.literal("rbac.authorization.k8s.io"),
        kind: z.literal("ClusterRole"),
        name,
    }),
    subjects: z.array(z.strictObject({ kind: z.literal("ServiceAccount"), name, namespace: name })),
});

/** Any object of docs/ci/tekton. */
export const TEKTON_OBJECT = z.discriminatedUnion("kind", [
    task,
    pipeline,
    pipelineRun,
    cronJob,
    namespace,
    serviceAccount,
    clusterRole,
    clusterRoleBinding,
]);

export type TektonObject = z.infer<typeof TEKTON_OBJECT>;
export type TektonTask = z.infer<typeof task>;
export type TektonPipeline = z.infer<typeof pipeline>;
export type TektonPipelineRun = z.infer<typeof pipelineRun>;
