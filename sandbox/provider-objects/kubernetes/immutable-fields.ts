/** Fields whose change replaces an object, by its kind. */
import { type KubeObject, textMember } from "./kube-object.ts";
import type { KubernetesSettings } from "./settings.ts";

const EVERY_KIND = [".metadata.name", ".metadata.namespace", ".apiVersion", ".kind"];
const SELECTOR = [".spec.selector"];
const BY_KIND: Readonly<Record<string, readonly string[]>> = {
    ClusterRoleBinding: [".roleRef"],
    DaemonSet: SELECTOR,
    Deployment: SELECTOR,
    Job: [".spec.completions", ".spec.parallelism", ".spec.selector", ".spec.template"],
    PersistentVolumeClaim: [
        ...SELECTOR,
        ".spec.accessModes",
        ".spec.storageClassName",
        ".spec.volumeName",
    ],
    PodDisruptionBudget: [".spec"],
    ResourceQuota: [".spec.scopes"],
    RoleBinding: [".roleRef"],
    Secret: [".type"],
    Service: [".spec.clusterIP"],
    StatefulSet: [
        ...SELECTOR,
        ".spec.podManagementPolicy",
        ".spec.revisionHistoryLimit",
        ".spec.serviceName",
        ".spec.volumeClaimTemplates",
    ],
    StorageClass: [".parameters", ".provisioner"],
};
/** The groups whose kinds the table means: a custom resource may have any of these names. */
const BUILT_IN =
    /^(?:v1|apps\/|batch\/|policy\/|rbac\.authorization\.k8s\.io\/|storage\.k8s\.io\/)/;

/** Which of the changed paths force a replacement. */
export function replacingPaths(
    paths: readonly string[],
    object: KubeObject,
    settings: KubernetesSettings,
): string[] {
    const fields = [...EVERY_KIND, ...fieldsOf(object, settings)];
    return paths.filter((path) =>
        fields.some(
            (field) =>
                path === field || path.startsWith(`${field}.`) || field.startsWith(`${path}.`),
        ),
    );
}

function fieldsOf(object: KubeObject, settings: KubernetesSettings): readonly string[] {
    const kind = textMember(object, "kind");
    if (!BUILT_IN.test(textMember(object, "apiVersion"))) return [];
    const fixed = object["immutable"] === true;
    const fields = BY_KIND[kind] ?? [];
    if (kind === "Secret" && (!settings.enableSecretMutable || fixed)) {
        return [...fields, ".data", ".stringData"];
    }
    if (kind === "ConfigMap" && (!settings.enableConfigMapMutable || fixed)) {
        return [...fields, ".data", ".binaryData"];
    }
    return fields;
}
