/** What there is in a cluster at one moment, for finding what was left behind or touched. */
import { createHash } from "node:crypto";

import { isNotFound } from "../operator/cluster/api-error.ts";
import { ClusterApi, type ClusterTarget } from "../operator/cluster/cluster-api.ts";
import { RESOURCES, type ClusterObject, type ResourceType } from "../operator/cluster/objects.ts";
import { list } from "../operator/cluster/verbs.ts";

/** Everything by name (`Kind namespace/name`), each with a fingerprint of its content. */
export type ClusterSnapshot = ReadonlyMap<string, string>;

const { Namespace, ...OTHERS } = RESOURCES;

/** What a deployment, an operator or a Job could make, beside what the operator's room knows already. */
const TYPES: readonly ResourceType[] = [
    Namespace,
    ...Object.values(OTHERS),
    { apiVersion: "batch/v1", kind: "Job", plural: "jobs" },
    { apiVersion: "apps/v1", kind: "DaemonSet", plural: "daemonsets" },
    { apiVersion: "policy/v1", kind: "PodDisruptionBudget", plural: "poddisruptionbudgets" },
    { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", plural: "networkpolicies" },
    { apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", plural: "roles" },
    { apiVersion: "rbac.authorization.k8s.io/v1", kind: "RoleBinding", plural: "rolebindings" },
    {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "ClusterRole",
        plural: "clusterroles",
        clusterScoped: true,
    },
    {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "ClusterRoleBinding",
        plural: "clusterrolebindings",
        clusterScoped: true,
    },
];

/**
 * Looks at the objects of the kinds that a deployment could make.
 *
 * @param namespaces only these, in a cluster where others are at work too; @default everything
 */
export async function clusterSnapshot(
    target: ClusterTarget,
    namespaces?: readonly string[],
): Promise<ClusterSnapshot> {
    const api = await ClusterApi.connect(target);
    try {
        const found = await Promise.all(TYPES.map((type) => objectsOf(api, type)));
        const wanted = found.flat().filter((object) => isIn(object, namespaces));
        return new Map(wanted.map((object) => [nameOf(object), fingerprint(object)]));
    } finally {
        api.close();
    }
}

/** A kind that the cluster does not know has no objects. */
async function objectsOf(api: ClusterApi, type: ResourceType): Promise<readonly ClusterObject[]> {
    try {
        return await list(api, type);
    } catch (error) {
        if (isNotFound(error)) return [];
        throw error;
    }
}

function isIn({ kind, metadata }: ClusterObject, namespaces?: readonly string[]): boolean {
    if (namespaces === undefined) return true;
    const namespace = kind === Namespace.kind ? metadata.name : metadata.namespace;
    return namespace !== undefined && namespaces.includes(namespace);
}

function nameOf({ kind, metadata }: ClusterObject): string {
    const { namespace, name } = metadata;
    return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}

/** A status is what controllers see, and versions count writes that change nothing: neither is content. */
function fingerprint({ metadata, ...rest }: ClusterObject): string {
    const content = { ...rest, status: undefined };
    const { name, namespace, uid, labels, annotations, finalizers, ownerReferences } = metadata;
    const identity = { name, namespace, uid, labels, annotations, finalizers, ownerReferences };
    return createHash("sha256")
        .update(JSON.stringify([identity, content]))
        .digest("hex");
}
