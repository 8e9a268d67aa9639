/** The Kubernetes provider's arguments: which of them the sandbox's object understands, and what they mean. */
import type { Properties, PropertyFailure } from "../provider-object.ts";
import { flagArgument, givenArguments, textArgument } from "../provider-config.ts";

/** What the Kubernetes provider needs to know. */
export interface KubernetesSettings {
    /** Path or contents of a kubeconfig. @default KUBECONFIG, else ~/.kube/config */
    readonly kubeconfig: string | undefined;
    readonly context: string | undefined;
    /** Namespace of objects that name none. @default the context's, else "default" */
    readonly namespace: string | undefined;
    readonly enableSecretMutable: boolean;
    readonly enableConfigMapMutable: boolean;
    readonly enablePatchForce: boolean;
    readonly upsertExistingObjects: boolean;
    /** Objects of a cluster that does not answer count as deleted. */
    readonly deleteUnreachable: boolean;
    readonly skipUpdateUnreachable: boolean;
}

/** Arguments with a meaning here. */
const UNDERSTOOD = [
    ..."kubeconfig context namespace enableSecretMutable enableConfigMapMutable".split(" "),
    ..."enablePatchForce upsertExistingObjects deleteUnreachable skipUpdateUnreachable".split(" "),
];
/** Arguments that change nothing about single objects, and those whose default this object has. */
const WITHOUT_EFFECT = [
    ..."clusterIdentifier kubeClientSettings helmReleaseSettings version pluginDownloadURL".split(
        " ",
    ),
    ..."suppressDeprecationWarnings suppressHelmHookWarnings alwaysRender".split(" "),
];

/** What is wrong with the arguments: one that would change what happens is refused, not ignored. */
export function kubernetesSettingsFailures(config: Properties): PropertyFailure[] {
    const failures = givenArguments(config)
        .filter(
            (name) => ![...UNDERSTOOD, ...WITHOUT_EFFECT, "enableServerSideApply"].includes(name),
        )
        .map((name) => ({
            property: name,
            reason: `the sandbox's Kubernetes provider does not know this argument; it knows ${UNDERSTOOD.join(", ")}`,
        }));
    const applies = textArgument(config, "enableServerSideApply") !== "false";
    if (applies) return failures;
    const reason = "the sandbox's Kubernetes provider always applies on the server's side";
    return [...failures, { property: "enableServerSideApply", reason }];
}

/** Reads the arguments; nothing is opened yet. */
export function readKubernetesSettings(config: Properties): KubernetesSettings {
    return {
        kubeconfig: textArgument(config, "kubeconfig"),
        context: textArgument(config, "context"),
        namespace: textArgument(config, "namespace"),
        enableSecretMutable: flagArgument(config, "enableSecretMutable"),
        enableConfigMapMutable: flagArgument(config, "enableConfigMapMutable"),
        enablePatchForce: flagArgument(config, "enablePatchForce"),
        upsertExistingObjects: flagArgument(config, "upsertExistingObjects"),
        deleteUnreachable: flagArgument(config, "deleteUnreachable"),
        skipUpdateUnreachable: flagArgument(config, "skipUpdateUnreachable"),
    };
}
