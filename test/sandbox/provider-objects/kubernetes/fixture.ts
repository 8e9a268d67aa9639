/** A Kubernetes provider object pointed at the shared sandbox, and a hand that plays other people's controllers. */
import { ClusterApi } from "../../../../sandbox/operator/cluster/cluster-api.ts";
import { KubernetesProvider } from "../../../../sandbox/provider-objects/kubernetes/kubernetes-provider.ts";
import type { Properties } from "../../../../sandbox/provider-objects/provider-object.ts";
import type { Sandbox } from "../../../../sandbox/sandbox.ts";
import { freshName } from "../../../support/sandbox.ts";
import { Driver, type Made } from "../driver.ts";

const MERGE_PATCH = "application/merge-patch+json";

/** The garbage collector learns of a new kind only every 30 seconds, and a foreground deletion waits for it. */
const IN_BACKGROUND = { "pulumi.com/deletionPropagationPolicy": "background" };

/** What the specs work with: a provider, a namespace, a kind of their own, and an administrator's hand. */
export interface KubernetesFixture {
    readonly provider: KubernetesProvider;
    readonly driver: Driver;
    readonly api: ClusterApi;
    readonly namespace: string;
    /** The API group of the custom kind `Thing`. */
    readonly group: string;
    thing(name: string, annotations?: Readonly<Record<string, string>>, spec?: object): Properties;
    patch(path: string, body: object, fieldManager?: string): Promise<unknown>;
    thingPath(name: string): string;
    close(): Promise<void>;
}

/** The definition of the kind `Thing` in a group. */
export function definitionOf(group: string): Properties {
    const open = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
    const schema = {
        type: "object",
        properties: {
            spec: {
                type: "object",
                properties: { size: { type: "integer" }, colour: { type: "string" } },
            },
            status: open,
        },
    };
    return {
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: {
            name: `things.${group}`,
            annotations: { "pulumi.com/waitFor": "condition=Established" },
        },
        spec: {
            group,
            scope: "Namespaced",
            names: { plural: "things", singular: "thing", kind: "Thing" },
            versions: [
                {
                    name: "v1",
                    served: true,
                    storage: true,
                    subresources: { status: {} },
                    schema: { openAPIV3Schema: schema },
                },
            ],
        },
    };
}

/** Token of the definitions' type. */
export const DEFINITION = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition";

/** Makes all of it. */
export async function kubernetesFixture(sandbox: Sandbox): Promise<KubernetesFixture> {
    const { kubeconfig, context } = sandbox.cluster;
    const provider = new KubernetesProvider();
    provider.configure({ kubeconfig, context, enableSecretMutable: "true" });
    const driver = new Driver(provider);
    const api = await ClusterApi.connect({ kubeconfig, context });
    const namespace = freshName("objects");
    const group = `${freshName("group")}.example.com`;
    const made: Made[] = [
        await driver.make("kubernetes:core/v1:Namespace", "ns", { metadata: { name: namespace } }),
        await driver.make(DEFINITION, "crd", definitionOf(group)),
    ];
    return {
        provider,
        driver,
        api,
        namespace,
        group,
        thing: (name, annotations = {}, spec = { size: 1 }) => ({
            metadata: { name, namespace, annotations: { ...IN_BACKGROUND, ...annotations } },
            spec,
        }),
        patch: (path, body, fieldManager) =>
            api.request("PATCH", path, { contentType: MERGE_PATCH, body, query: { fieldManager } }),
        thingPath: (name) => `/apis/${group}/v1/namespaces/${namespace}/things/${name}`,
        close: async () => {
            for (const each of made.reverse()) await provider.delete(each.id, each.urn, each.outs);
            await provider.close();
            api.close();
        },
    };
}
