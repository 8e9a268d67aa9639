// A stack of its own in the shared sandbox, and what a run needs around it that a sandbox lacks.
import { randomUUID } from "node:crypto";

import { PutObjectCommand } from "@aws-sdk/client-s3";

import { sandboxClients } from "../../../sandbox/aws/clients.ts";
import type { EngineTarget } from "../../../sandbox/engines/engine.ts";
import { targetConfig, TARGET_SECRET_KEYS } from "../../../sandbox/engines/target-config.ts";
import { ClusterApi } from "../../../sandbox/operator/cluster/cluster-api.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import { settingsOf } from "../../../stacks/settings/settings-of.ts";
import type { Settings } from "../../../stacks/settings/settings.ts";

const WEBHOOKS = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";

/** The configuration of a stack in the sandbox: `namespace:key` to text. */
export function sandboxConfig(
    target: EngineTarget,
    own: Readonly<Record<string, string>>,
): Record<string, string> {
    const named = Object.entries(own).map(([key, value]) => [`tempo-sts:${key}`, value]);
    return { ...targetConfig(target), ...(Object.fromEntries(named) as Record<string, string>) };
}

/** The settings of that configuration. */
export function settingsIn(config: Readonly<Record<string, string>>): Settings {
    const entries = Object.entries(config).map(([key, value]) => [
        key,
        { value, secret: TARGET_SECRET_KEYS.includes(key) },
    ]);
    const configuration = Object.fromEntries(entries) as Parameters<typeof settingsOf>[0];
    const parsed = settingsOf(configuration, "tempo-sts", {});
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.settings;
}

/** Registers a pod identity webhook for one namespace, which answers nobody; gives what takes it away again. */
export async function registerWebhook(
    { cluster }: Sandbox,
    namespace: string,
): Promise<() => Promise<void>> {
    const api = await ClusterApi.connect(cluster);
    const name = `pod-identity-webhook-${namespace}`;
    await api.request("POST", WEBHOOKS, {
        body: {
            apiVersion: "admissionregistration.k8s.io/v1",
            kind: "MutatingWebhookConfiguration",
            metadata: { name },
            webhooks: [
                {
                    name: "pod-identity-webhook.amazonaws.com",
                    clientConfig: { url: "https://127.0.0.1:1/mutate" },
                    namespaceSelector: { matchLabels: { "no-such-label": namespace } },
                    rules: [
                        {
                            apiGroups: [""],
                            apiVersions: ["v1"],
                            operations: ["CREATE"],
                            resources: ["pods"],
                        },
                    ],
                    failurePolicy: "Ignore",
                    sideEffects: "None",
                    admissionReviewVersions: ["v1"],
                },
            ],
        },
    });
    return async () => {
        await api.request("DELETE", `${WEBHOOKS}/${name}`);
        api.close();
    };
}

/** Makes a namespace that is not the stack's; gives what takes it away again. */
export async function makeNamespace(
    { cluster }: Sandbox,
    name: string,
): Promise<() => Promise<void>> {
    const api = await ClusterApi.connect(cluster);
    const body = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
    await api.request("POST", "/api/v1/namespaces", { body });
    return async () => {
        await api.request("DELETE", `/api/v1/namespaces/${name}`);
        api.close();
    };
}

/** Puts into the bucket what an ingester would have written. */
export async function writeBlock({ aws }: Sandbox, Bucket: string): Promise<void> {
    const clients = await sandboxClients(aws);
    try {
        const Key = `single-tenant/${randomUUID()}/meta.json`;
        await clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: "{}" }));
    } finally {
        clients.close();
    }
}
