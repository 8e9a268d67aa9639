/** What all stages share: one sandbox, the webhook and the operator's Deployment in it, the proxy before its API. */
import { sandboxClients, type SandboxClients } from "../../../sandbox/aws/clients.ts";
import { ClusterApi } from "../../../sandbox/operator/cluster/cluster-api.ts";
import { RESOURCES } from "../../../sandbox/operator/cluster/objects.ts";
import { valueAt } from "../../../sandbox/operator/cluster/values.ts";
import { apply, read } from "../../../sandbox/operator/cluster/verbs.ts";
import { OPERATOR_VERSION } from "../../../sandbox/operator/settings.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import { until } from "./until.ts";
import { startClusterProxy, type ClusterProxy } from "./cluster-proxy.ts";
import { OPERATOR } from "./operator-place.ts";
import { startIdentityWebhook, type IdentityWebhook } from "./identity-webhook.ts";

/** The world of the matrix. */
export interface World {
    readonly sandbox: Sandbox;
    readonly api: ClusterApi;
    readonly aws: SandboxClients;
    readonly proxy: ClusterProxy;
    readonly webhook: IdentityWebhook;
    stop(): Promise<void>;
}

/** Puts it up in a sandbox that runs. */
export async function openWorld(sandbox: Sandbox): Promise<World> {
    const api = await ClusterApi.connect(sandbox.cluster);
    const [aws, proxy, webhook] = await Promise.all([
        sandboxClients(sandbox.aws),
        startClusterProxy(sandbox.cluster.kubeconfig),
        startIdentityWebhook(api),
        runOperator(api),
    ]);
    return {
        ...{ sandbox, api, aws, proxy, webhook },
        stop: async () => {
            await webhook.stop();
            await proxy.stop();
            aws.close();
            api.close();
        },
    };
}

// The stand-in is no pod: a Deployment says of it what that of a real one would.
async function runOperator(api: ClusterApi): Promise<void> {
    const labels = { "app.kubernetes.io/name": "tempo-operator" };
    // What plays the kubelet goes by this label.
    const played = { ...labels, "app.kubernetes.io/managed-by": "tempo-operator" };
    await apply(api, {
        ...{ apiVersion: "v1", kind: "Namespace" },
        metadata: { name: OPERATOR.namespace },
    });
    const image = `ghcr.io/grafana/tempo-operator/tempo-operator:v${OPERATOR_VERSION}`;
    await apply(api, {
        ...{ apiVersion: "apps/v1", kind: "Deployment" },
        metadata: { ...OPERATOR, labels },
        spec: {
            replicas: 1,
            selector: { matchLabels: labels },
            template: {
                metadata: { labels: played },
                spec: { containers: [{ name: "manager", image }] },
            },
        },
    });
    await until("the operator's Deployment to be available", async () => {
        const found = await read(api, RESOURCES.Deployment, OPERATOR);
        return valueAt(found, "status", "availableReplicas") === 1;
    });
}
