/** What a stage's stack is made of in the cluster; where the stand-in plays no operator, what one would have made. */
import { operandName } from "../../../components/pure/names/operand-names.ts";
import { tempoStackManifest } from "../../../components/pure/manifests/tempo-stack.ts";
import type { ClusterObject } from "../../../sandbox/operator/cluster/objects.ts";
import {
    isJsonObject,
    jsonObject,
    type JsonObject,
} from "../../../sandbox/operator/cluster/values.ts";
import { OPERATOR_VERSION } from "../../../sandbox/operator/settings.ts";
import type { Shape } from "./shape.ts";
import type { StageNames } from "./stage.ts";

// Without limits of their own they would get a share of the whole, divided by none.
const NONE = { replicas: 0, resources: { limits: { cpu: "100m" } } };
const NO_PODS = { compactor: NONE, querier: NONE, distributor: { component: NONE } };
const LIMITS = { memory: "4Gi", cpu: "2" };

/** The custom resource. */
export function tempoManifest(shape: Shape, names: StageNames): ClusterObject {
    const base = shape.kind === "tempostack" ? stack(shape, names) : monolithic(shape, names);
    const { serviceAccount } = shape;
    const own = serviceAccount === undefined ? {} : { serviceAccount };
    const more = typeof shape.spec === "function" ? shape.spec(names) : shape.spec;
    return { ...base, spec: merged(merged(jsonObject(base["spec"]), own), more) };
}

function stack(shape: Shape, { namespace, tempoName, secretName }: StageNames): ClusterObject {
    const { mode, jaeger, ingress, prefix } = shape;
    const { apiVersion, kind, metadata, spec } = tempoStackManifest({
        ...{ namespace, tempoName, secretName, prefix },
        storageSize: "10Gi",
        limits: LIMITS,
        jaegerQuery: { enabled: jaeger, ingressType: jaeger ? ingress : "none" },
        operatorVersion: OPERATOR_VERSION,
    });
    const credentialMode = mode === "token-cco" ? { credentialMode: mode } : {};
    const secret = { ...spec.storage.secret, ...credentialMode };
    const template = { ...spec.template, ...(shape.lean ? NO_PODS : {}) };
    const storage = { ...spec.storage, secret };
    return { apiVersion, kind, metadata, spec: { ...spec, storage, template } };
}

function monolithic(shape: Shape, { namespace, tempoName, secretName }: StageNames): ClusterObject {
    const credentialMode = shape.mode === "token-cco" ? { credentialMode: shape.mode } : {};
    return {
        apiVersion: "tempo.grafana.com/v1alpha1",
        kind: "TempoMonolithic",
        metadata: { namespace, name: tempoName },
        spec: {
            storage: { traces: { backend: "s3", s3: { secret: secretName, ...credentialMode } } },
            ...(shape.jaeger ? { jaegerui: { enabled: true, route: { enabled: true } } } : {}),
        },
    };
}

/** The fields of the storage Secret. */
export function secretFields({ mode }: Shape, names: StageNames): Record<string, string> {
    const { bucketName: bucket, region, roleArn } = names;
    if (mode === "token") return { bucket, region, role_arn: roleArn };
    if (mode === "token-cco") return { bucket, region };
    const endpoint = `https://s3.${region}.amazonaws.com`;
    return { bucket, endpoint, access_key_id: "tempo", access_key_secret: "supersecret" };
}

/** Labels on what an operator makes for the instance. */
export function operandLabels(
    { tempoName }: StageNames,
    component: string,
): Readonly<Record<string, string>> {
    return {
        "app.kubernetes.io/name": "tempo",
        "app.kubernetes.io/instance": tempoName,
        "app.kubernetes.io/managed-by": "tempo-operator",
        "app.kubernetes.io/component": component,
    };
}

/** The service account and the one workload of an instance that the stand-in makes nothing for. */
export function playedObjects(shape: Shape, names: StageNames): ClusterObject[] {
    const { namespace, tempoName, roleArn } = names;
    const component = shape.kind === "tempomonolithic" ? "tempo" : "ingester";
    const labels = operandLabels(names, component);
    const account = names.serviceAccounts[0] ?? operandName(tempoName);
    const annotations = {
        "eks.amazonaws.com/role-arn": roleArn,
        "eks.amazonaws.com/audience": "sts.amazonaws.com",
    };
    return [
        {
            ...{ apiVersion: "v1", kind: "ServiceAccount" },
            metadata: {
                namespace,
                name: account,
                ...(shape.mode === "token" ? { annotations } : {}),
            },
        },
        {
            ...{ apiVersion: "apps/v1", kind: "StatefulSet" },
            metadata: { namespace, name: operandName(tempoName), labels },
            spec: {
                replicas: 1,
                serviceName: operandName(tempoName),
                selector: { matchLabels: labels },
                template: { metadata: { labels }, spec: podSpec(shape, names, account) },
            },
        },
    ];
}

// With the cloud credential operator it is the Tempo operator that writes the token into the pod.
function podSpec(shape: Shape, { roleArn, region }: StageNames, serviceAccountName: string) {
    const folder = "/var/run/secrets/storage/serviceaccount";
    const name = "bound-sa-token";
    const isCco = shape.mode === "token-cco";
    const token = { audience: "sts.amazonaws.com", expirationSeconds: 3600, path: "token" };
    const env = [
        { name: "AWS_WEB_IDENTITY_TOKEN_FILE", value: `${folder}/token` },
        { name: "AWS_ROLE_ARN", value: roleArn },
        { name: "AWS_DEFAULT_REGION", value: region },
    ];
    return {
        serviceAccountName,
        schedulerName: "nobody",
        containers: [
            {
                ...{ name: "tempo", image: "docker.io/grafana/tempo:2.10.8" },
                ...(isCco ? { env, volumeMounts: [{ name, mountPath: folder }] } : {}),
            },
        ],
        ...(isCco
            ? { volumes: [{ name, projected: { sources: [{ serviceAccountToken: token }] } }] }
            : {}),
    };
}

function merged(base: JsonObject, over: JsonObject): JsonObject {
    const result = { ...base };
    for (const [name, value] of Object.entries(over)) {
        const below = result[name];
        result[name] = isJsonObject(value) && isJsonObject(below) ? merged(below, value) : value;
    }
    return result;
}
