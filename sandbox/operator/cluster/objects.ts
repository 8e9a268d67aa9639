/** Kubernetes objects and the API paths under which the operator's room reads and writes them. */
import { isJsonObject, type JsonObject } from "./values.ts";

/** The part of an object's metadata that this room reads. */
export interface ObjectMetadata {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly generation?: number;
    readonly resourceVersion?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly finalizers?: readonly string[];
    readonly ownerReferences?: readonly OwnerReference[];
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
}

/** Who owns an object; the owner that carries `controller` manages it. */
export interface OwnerReference {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    readonly uid: string;
    readonly controller?: boolean;
    readonly blockOwnerDeletion?: boolean;
}

/** Any Kubernetes object; everything beside the metadata is read with the functions of values.ts. */
export interface ClusterObject {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: ObjectMetadata;
    readonly [member: string]: unknown;
}

/** A type of object as the API server serves it. */
export interface ResourceType {
    readonly apiVersion: string;
    readonly kind: string;
    readonly plural: string;
    readonly clusterScoped?: boolean;
}

/** The types this room touches, by kind. */
export const RESOURCES = {
    ConfigMap: { apiVersion: "v1", kind: "ConfigMap", plural: "configmaps" },
    Namespace: { apiVersion: "v1", kind: "Namespace", plural: "namespaces", clusterScoped: true },
    Node: { apiVersion: "v1", kind: "Node", plural: "nodes", clusterScoped: true },
    PersistentVolumeClaim: {
        apiVersion: "v1",
        kind: "PersistentVolumeClaim",
        plural: "persistentvolumeclaims",
    },
    Pod: { apiVersion: "v1", kind: "Pod", plural: "pods" },
    Secret: { apiVersion: "v1", kind: "Secret", plural: "secrets" },
    Service: { apiVersion: "v1", kind: "Service", plural: "services" },
    ServiceAccount: { apiVersion: "v1", kind: "ServiceAccount", plural: "serviceaccounts" },
    Deployment: { apiVersion: "apps/v1", kind: "Deployment", plural: "deployments" },
    StatefulSet: { apiVersion: "apps/v1", kind: "StatefulSet", plural: "statefulsets" },
    Ingress: { apiVersion: "networking.k8s.io/v1", kind: "Ingress", plural: "ingresses" },
    NetworkPolicy: {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        plural: "networkpolicies",
    },
    PodDisruptionBudget: {
        apiVersion: "policy/v1",
        kind: "PodDisruptionBudget",
        plural: "poddisruptionbudgets",
    },
    Route: { apiVersion: "route.openshift.io/v1", kind: "Route", plural: "routes" },
    TempoStack: {
        apiVersion: "tempo.grafana.com/v1alpha1",
        kind: "TempoStack",
        plural: "tempostacks",
    },
    TempoMonolithic: {
        apiVersion: "tempo.grafana.com/v1alpha1",
        kind: "TempoMonolithic",
        plural: "tempomonolithics",
    },
    Authentication: {
        apiVersion: "config.openshift.io/v1",
        kind: "Authentication",
        plural: "authentications",
        clusterScoped: true,
    },
    CustomResourceDefinition: {
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        plural: "customresourcedefinitions",
        clusterScoped: true,
    },
    MutatingWebhookConfiguration: {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "MutatingWebhookConfiguration",
        plural: "mutatingwebhookconfigurations",
        clusterScoped: true,
    },
    ValidatingWebhookConfiguration: {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "ValidatingWebhookConfiguration",
        plural: "validatingwebhookconfigurations",
        clusterScoped: true,
    },
} as const satisfies Record<string, ResourceType>;

/** The kinds in {@link RESOURCES}. */
export type KnownKind = keyof typeof RESOURCES;

/** The type of an object whose kind this room knows. */
export function resourceOf(kind: string): ResourceType {
    const found = Object.entries(RESOURCES).find(([name]) => name === kind);
    if (!found)
        throw new Error(`Expected one of ${Object.keys(RESOURCES).join(", ")}, got ${kind}`);
    return found[1];
}

/** The API path of all objects of a type, in one namespace or in all of them. */
export function collectionPath(type: ResourceType, namespace?: string): string {
    const root = type.apiVersion.includes("/") ? `/apis/${type.apiVersion}` : "/api/v1";
    const scope = namespace === undefined || type.clusterScoped ? "" : `/namespaces/${namespace}`;
    return `${root}${scope}/${type.plural}`;
}

/** The API path of one object. */
export function objectPath(
    type: ResourceType,
    key: { readonly namespace?: string | undefined; readonly name: string },
): string {
    return `${collectionPath(type, key.namespace)}/${encodeURIComponent(key.name)}`;
}

/** `namespace/name`, the key under which an object is kept and queued. */
export function keyOf(metadata: { readonly namespace?: string; readonly name: string }): string {
    return `${metadata.namespace ?? ""}/${metadata.name}`;
}

/** Whether a value has the form of a Kubernetes object. */
export function isClusterObject(value: unknown): value is ClusterObject {
    return (
        isJsonObject(value) &&
        typeof value["kind"] === "string" &&
        isJsonObject(value["metadata"]) &&
        typeof value["metadata"]["name"] === "string"
    );
}

/** The value as a Kubernetes object of a type whose items are listed without saying so. */
export function asClusterObject(value: unknown, type: ResourceType): ClusterObject {
    const object: JsonObject = { apiVersion: type.apiVersion, kind: type.kind, ...asObject(value) };
    if (!isClusterObject(object)) {
        throw new Error(`Expected a ${type.kind} with a name, got ${JSON.stringify(value)}`);
    }
    return object;
}

function asObject(value: unknown): JsonObject {
    return isJsonObject(value) ? value : {};
}
