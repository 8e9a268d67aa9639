/** Faults of pods. */
import { setTimeout as sleep } from "node:timers/promises";

import type { Fault } from "../fault.ts";
import type { Stage } from "../stage.ts";
import { until } from "../until.ts";
import { annotate } from "./service-accounts.ts";
import { unmanaged } from "./tempo.ts";

const ROLE = "eks.amazonaws.com/role-arn";
const WEBHOOKS = "/mutatingwebhookconfigurations";
/** Times of the cluster are in whole seconds. */
const NEXT_SECOND_MS = 1_100;

/** Pods. */
export const POD_FAULTS: readonly Fault[] = [
    {
        name: "pods-quota",
        title: "A quota lets no pod be made",
        cause: "pods-missing",
        inject: async (stage) => {
            const name = `tempo-${stage.names.tempoName}-querier`;
            const message = 'pods "x" is forbidden: exceeded quota: none, requested: pods=1';
            const event = { involvedObject: { kind: "ReplicaSet", name }, message };
            stage.answer("/events?", 200, { items: [event] });
            await unmanaged(stage);
            await withoutWorkloads(stage);
        },
    },
    {
        name: "webhook-missing",
        title: "There is no pod identity webhook",
        cause: "pods-identity-webhook-missing",
        shape: { webhook: "passes over" },
        inject: (stage) => {
            stage.answer(WEBHOOKS, 200, { items: [] });
        },
    },
    {
        name: "webhook-down",
        title: "The pod identity webhook is down, and `failurePolicy: Ignore`",
        cause: "pods-identity-webhook-down",
        shape: { webhook: "passes over" },
        inject: (stage) => {
            const name = "pod-identity-webhook";
            const service = { namespace: "openshift-cloud-credential-operator", name };
            const webhook = { name, failurePolicy: "Ignore", clientConfig: { service } };
            stage.answer(WEBHOOKS, 200, { items: [{ metadata: { name }, webhooks: [webhook] }] });
            stage.answer("/endpointslices?", 200, { items: [{ endpoints: [] }] });
        },
    },
    {
        name: "pods-before-annotation",
        title: "Pods started before their service account was annotated",
        cause: "pods-older-than-annotation",
        shape: { webhook: "passes over" },
        inject: async (stage) => {
            await sleep(NEXT_SECOND_MS);
            for (const name of stage.names.serviceAccounts) {
                await annotate(stage, { "example.com/touched": "now" }, name);
            }
        },
    },
    {
        name: "webhook-passed-over",
        title: "The pod identity webhook did not answer while pods started",
        cause: "pods-without-identity",
        inject: async (stage) => {
            await sleep(NEXT_SECOND_MS);
            stage.webhook.works = false;
            await stage.restartPods();
        },
    },
    {
        name: "webhook-unseen",
        title: "Pods without identity, and whoever asks may not see the webhook",
        cause: "pods-without-identity",
        shape: { webhook: "passes over" },
        inject: (stage) => {
            stage.answer(WEBHOOKS, 403, { message: "forbidden" });
        },
    },
    {
        name: "pods-stale-role",
        title: "Pods that started under the role of before",
        cause: "pods-stale-role",
        inject: async (stage) => {
            await unmanaged(stage);
            await annotate(stage, { [ROLE]: "arn:aws:iam::123456789012:role/before" });
            await stage.restartPods();
            await annotate(stage, { [ROLE]: stage.names.roleArn });
        },
    },
    {
        name: "pods-audience",
        title: "The webhook makes tokens for another audience",
        cause: "pods-token-audience",
        inject: async (stage) => {
            stage.webhook.audience = "openshift";
            await stage.restartPods();
        },
    },
    {
        name: "pods-token-file",
        title: "`spec.env` names a token file that nothing mounts",
        cause: "pods-token-volume",
        shape: {
            spec: ({ roleArn: value }) => ({
                env: [
                    { name: "AWS_WEB_IDENTITY_TOKEN_FILE", value: "/elsewhere/token" },
                    { name: "AWS_ROLE_ARN", value },
                ],
            }),
        },
        inject: () => undefined,
    },
    ofEnv("pods-access-keys", "`spec.env` holds an access key", "pods-static-credentials", {
        AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY: "of-no-use",
    }),
    ofEnv("pods-authority", "`SSL_CERT_FILE` names a file that is not mounted", "pods-ca-file", {
        SSL_CERT_FILE: "/our-ca/ca.crt",
    }),
    ofEnv("pods-proxy", "A proxy stands before AWS (a warning)", "pods-proxy", {
        HTTPS_PROXY: "http://proxy.example:3128",
    }),
];

function ofEnv(
    name: string,
    title: string,
    cause: string,
    env: Readonly<Record<string, string>>,
): Fault {
    const entries = Object.entries(env).map(([key, value]) => ({ name: key, value }));
    return {
        ...{ name, title, cause },
        shape: { spec: { env: entries } },
        inject: () => undefined,
    };
}

async function withoutWorkloads(stage: Stage): Promise<void> {
    const { tempoName } = stage.names;
    const deployments = ["distributor", "querier", "query-frontend", "compactor"];
    await Promise.all([
        ...deployments.map(async (each) =>
            stage.remove("Deployment", `tempo-${tempoName}-${each}`),
        ),
        stage.remove("StatefulSet", `tempo-${tempoName}-ingester`),
    ]);
    await until("all pods to be gone", async () => (await stage.pods()).length === 0);
}
