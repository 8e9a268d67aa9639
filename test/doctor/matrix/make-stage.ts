/** Makes a stage: a healthy stack in a namespace, with a bucket and a role of its own. */
import { randomBytes } from "node:crypto";

import { operandSelector } from "../../../components/pure/names/operand-names.ts";
import { serviceAccountNames } from "../../../components/pure/service-accounts.ts";
import { CHAIN } from "../../../doctor/chain.ts";
import { diagnose } from "../../../doctor/diagnose.ts";
import { createFacts } from "../../../doctor/facts.ts";
import { RESOURCES } from "../../../sandbox/operator/cluster/objects.ts";
import { jsonList, valueAt } from "../../../sandbox/operator/cluster/values.ts";
import { apply, list, mergePatch, read, remove } from "../../../sandbox/operator/cluster/verbs.ts";
import { connectCluster } from "../../../stacks/cluster/connection.ts";
import { makeAwsHalf } from "./aws-half.ts";
import { playedObjects, secretFields, tempoManifest } from "./manifests.ts";
import { outsideOf } from "./outside.ts";
import { ccoAnswers } from "./cco-answers.ts";
import { USUAL, type Shape } from "./shape.ts";
import type { Stage, StageNames } from "./stage.ts";
import { until } from "./until.ts";
import type { World } from "./world.ts";

/** Makes it, and waits until it is healthy. */
export async function makeStage(world: World, shaped: Partial<Shape> = {}): Promise<Stage> {
    const shape: Shape = { ...USUAL, ...shaped };
    const names = namesFor(world, shape);
    const webhook = {
        works: shape.webhook === "works",
        region: shape.webhookRegion ?? names.region,
        audience: undefined,
    };
    world.webhook.namespaces.set(names.namespace, webhook);
    const [half] = await Promise.all([
        makeAwsHalf(world.aws, names, shape.prefix),
        makeClusterHalf(world, shape, names),
    ]);
    const { kubeconfig, rules } = world.proxy.open(names.namespace);
    const stage: Stage = {
        ...half,
        ...clusterVerbs(world, names),
        ...{ shape, names, webhook, proxy: rules, api: world.api, aws: world.aws },
        subject: { kind: shape.kind, namespace: names.namespace, name: names.tempoName },
        connection: connectionOf(world),
        now: Date.now,
        outside: () => undefined,
        patience: 15_000,
        answer: (part, status, body) => {
            rules.rules.push((path, method) =>
                method === "GET" && path.includes(part) ? { status, body } : undefined,
            );
        },
        logs: (...lines) => {
            stage.answer("/log?", 200, `${lines.join("\n")}\n`);
        },
        tools: async ({ probe = false, signal, ...other } = {}) => {
            const through = { kubeconfig: other.kubeconfig ?? kubeconfig };
            const cluster = await connectCluster(through, {}, other.patience ?? stage.patience);
            return {
                ...{ subject: stage.subject, cluster, aws: stage.connection, probe, signal },
                outside: async (url) => stage.outside(url) ?? (await outsideOf(world, url)),
                now: () => stage.now(),
            };
        },
        diagnose: async (options = {}) =>
            diagnose(options.links ?? CHAIN, createFacts(await stage.tools(options))),
    };
    stage.logs('level=info msg="Tempo started"');
    if (shape.mode === "token-cco") ccoAnswers(stage);
    return stage;
}

function namesFor({ sandbox }: World, shape: Shape): StageNames {
    const namespace = `doctor-${randomBytes(4).toString("hex")}`;
    const { accountId, region } = sandbox.aws;
    const { tempoName, secretName, jaeger, ingress } = shape;
    const jaegerQuery = { enabled: jaeger, ingressType: ingress };
    const [base = "", ...others] =
        shape.kind === "tempostack"
            ? serviceAccountNames({ tempoName, jaegerQuery })
            : serviceAccountNames({
                  tempoName,
                  jaegerQuery: { enabled: false, ingressType: "none" },
              });
    return {
        ...{ namespace, tempoName, secretName, accountId, region },
        bucketName: namespace,
        roleName: namespace,
        roleArn: `arn:aws:iam::${accountId}:role/${namespace}`,
        issuer: sandbox.cluster.issuer,
        providerArn: sandbox.providerArn,
        serviceAccounts: [shape.serviceAccount ?? base, ...others],
    };
}

function connectionOf({ sandbox: { aws } }: World): Stage["connection"] {
    const { endpoint, region, credentials, caFile } = aws;
    return {
        ...{ region, credentials, caBundle: caFile, forcePathStyle: true },
        endpoints: { s3: endpoint, sts: endpoint, iam: endpoint, kms: endpoint },
    };
}

async function makeClusterHalf(world: World, shape: Shape, names: StageNames): Promise<void> {
    const { api } = world;
    const { namespace, secretName: name } = names;
    await apply(api, { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
    await apply(api, {
        ...{ apiVersion: "v1", kind: "Secret", metadata: { namespace, name } },
        stringData: secretFields(shape, names),
    });
    const isPlayed = shape.kind === "tempomonolithic" || shape.mode === "token-cco";
    const [account, workload] = playedObjects(shape, names);
    if (account && (isPlayed || shape.serviceAccount !== undefined)) await apply(api, account);
    await apply(api, tempoManifest(shape, names));
    if (isPlayed && workload) await apply(api, workload);
    const { ready } = clusterVerbs(world, names);
    await ready(isPlayed ? 1 : shape.lean ? 2 : 5);
    if (isPlayed) await playStatus(world, shape, names);
    else await settled(api, names);
}

// The operator says so some time after the pods are up.
async function settled(
    api: World["api"],
    { namespace, tempoName: name }: StageNames,
): Promise<void> {
    await until(`TempoStack ${namespace}/${name} to be ready`, async () =>
        isReady(await read(api, RESOURCES.TempoStack, { namespace, name })),
    );
}

// What the operator would say.
async function playStatus(
    { api }: World,
    { kind }: Shape,
    { namespace, tempoName: name }: StageNames,
): Promise<void> {
    if (kind !== "tempomonolithic") return;
    const lastTransitionTime = new Date().toISOString();
    const message = "All components are operational";
    const condition = {
        type: "Ready",
        status: "True",
        reason: "Ready",
        message,
        lastTransitionTime,
    };
    await mergePatch(
        api,
        RESOURCES.TempoMonolithic,
        { namespace, name },
        { status: { conditions: [condition] } },
        { subresource: "status" },
    );
}

function clusterVerbs({ api }: World, names: StageNames) {
    const { namespace, secretName, tempoName } = names;
    const labelSelector = operandSelector(tempoName);
    const pods = async () => list(api, RESOURCES.Pod, { namespace, labelSelector });
    const ready = async (count: number, without: ReadonlySet<string> = new Set()) =>
        until(`${count} ready pods in ${namespace}`, async () => {
            const found = await pods();
            const up = found.filter((pod) => isReady(pod) && !without.has(pod.metadata.uid ?? ""));
            return found.length === count && up.length === count;
        });
    const patch: Stage["patch"] = async (kind, name, change, subresource) => {
        const options = subresource === undefined ? {} : { subresource };
        await mergePatch(api, RESOURCES[kind], { namespace, name }, change, options);
    };
    const verbs: Pick<
        Stage,
        "patch" | "apply" | "remove" | "patchSecret" | "pods" | "restartPods"
    > = {
        patch,
        pods,
        apply: async (object) => {
            await apply(api, object);
        },
        remove: async (kind, name) => remove(api, RESOURCES[kind], { namespace, name }),
        patchSecret: async (fields) => {
            const data = Object.entries(fields).map(([key, value]) => [
                key,
                value === undefined ? null : Buffer.from(value).toString("base64"),
            ]);
            await patch("Secret", secretName, { data: Object.fromEntries(data) as unknown });
        },
        restartPods: async () => {
            const old = await pods();
            await Promise.all(
                old.map(async ({ metadata }) => remove(api, RESOURCES.Pod, metadata)),
            );
            await ready(old.length, new Set(old.map(({ metadata }) => metadata.uid ?? "")));
        },
    };
    return { ...verbs, ready };
}

function isReady(object: unknown): boolean {
    return jsonList(valueAt(object, "status", "conditions")).some(
        (each) => valueAt(each, "type") === "Ready" && valueAt(each, "status") === "True",
    );
}
