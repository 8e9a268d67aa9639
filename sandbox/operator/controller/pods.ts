/** The pods of a TempoStack's components, as templates. */
import { operandName } from "../../../components/pure/names/operand-names.ts";
import type { JsonObject } from "../cluster/values.ts";
import { IMAGES, SCHEDULER } from "../settings.ts";
import { componentLabels, type ComponentFacts } from "./components.ts";
import { containerResources } from "./container-resources.ts";
import { container } from "./container.ts";
import { frontendContainers } from "./frontend-containers.ts";
import { hasLogin, loginAccount, type Instance } from "./instance.ts";

/** Set on the pods of every member of the ring. */
const RING_LABEL = { "tempo-gossip-member": "true" } as const;

/** The pod template of a component. */
export function podTemplate(
    instance: Instance,
    component: ComponentFacts,
    configHash: string,
): JsonObject {
    const { nodeSelector, tolerations, podSecurityContext } = component.settings(instance.spec);
    const isFrontend = component.name === "query-frontend";
    const containers = [
        tempoContainer(instance, component),
        ...(isFrontend ? frontendContainers(instance) : []),
    ];
    return {
        metadata: {
            labels: { ...componentLabels(instance.name, component.name), ...RING_LABEL },
            annotations: { "tempo.grafana.com/config.hash": configHash },
        },
        spec: {
            serviceAccountName:
                isFrontend && hasLogin(instance)
                    ? loginAccount(instance)
                    : instance.spec.serviceAccount,
            schedulerName: SCHEDULER,
            containers,
            volumes: volumes(instance, component),
            ...(nodeSelector ? { nodeSelector } : {}),
            ...(tolerations ? { tolerations } : {}),
            ...(podSecurityContext ? { securityContext: podSecurityContext } : {}),
        },
    };
}

/** How many pods a component has. */
export function replicasOf(instance: Instance, component: ComponentFacts): number {
    return component.settings(instance.spec).replicas ?? 1;
}

function tempoContainer(instance: Instance, component: ComponentFacts): JsonObject {
    const { spec } = instance;
    const credentials = component.usesStorage ? staticCredentials(instance) : NO_CREDENTIALS;
    const own = component.settings(spec).resources;
    return {
        ...container("tempo", spec.images.tempo ?? IMAGES.tempo, component.ports),
        args: [
            `-target=${component.name}`,
            `-config.file=/conf/${component.configFile}`,
            "-config.expand-env=true",
            ...credentials.args,
        ],
        resources: own ?? containerResources(spec, component.name, replicasOf(instance, component)),
        volumeMounts: [
            { name: "tempo-conf", mountPath: "/conf", readOnly: true },
            { name: component.kind === "StatefulSet" ? "data" : "work", mountPath: "/var/tempo" },
        ],
        // The user's own come last, so that they win.
        env: [...credentials.env, ...(spec.env ?? [])],
        ...(spec.envFrom ? { envFrom: spec.envFrom } : {}),
    };
}

const NO_CREDENTIALS = { args: [], env: [] } as const;

/** Keys go into the pod; with a token there is nothing to put in, the cluster's own webhook does it. */
function staticCredentials({ spec, storage }: Instance): {
    readonly args: readonly string[];
    readonly env: readonly JsonObject[];
} {
    if (storage.mode !== "static") return NO_CREDENTIALS;
    const fromSecret = (name: string, key: string): JsonObject => ({
        name,
        valueFrom: { secretKeyRef: { name: spec.storage.secret.name, key } },
    });
    return {
        args: [
            "--storage.trace.s3.secret_key=$(S3_SECRET_KEY)",
            "--storage.trace.s3.access_key=$(S3_ACCESS_KEY)",
        ],
        env: [
            fromSecret("S3_SECRET_KEY", "access_key_secret"),
            fromSecret("S3_ACCESS_KEY", "access_key_id"),
        ],
    };
}

function volumes({ name }: Instance, component: ComponentFacts): readonly JsonObject[] {
    const config = { name: "tempo-conf", configMap: { name: operandName(name) } };
    return component.kind === "StatefulSet" ? [config] : [config, { name: "work", emptyDir: {} }];
}
