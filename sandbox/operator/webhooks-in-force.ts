/** Installs webhooks and waits until the API server really asks them. */
import { setTimeout as wait } from "node:timers/promises";

import {
    installWebhooks,
    removeWebhooks,
    type WebhookSet,
} from "./admission/webhook-configurations.ts";
import { ApiError, isNotFound } from "./cluster/api-error.ts";
import type { ClusterApi } from "./cluster/cluster-api.ts";
import { collectionPath, RESOURCES } from "./cluster/objects.ts";
import { valueAt } from "./cluster/values.ts";

/** Webhooks that are asked. */
export interface WebhooksInForce {
    /** Takes them away; quick, and no error, when the API server is gone. */
    remove(): Promise<void>;
}

const IN_FORCE_TIMEOUT_MS = 15_000;
const PAUSE_MS = 20;
const REMOVE_TIMEOUT_MS = 3000;
const DISTRIBUTION_LABEL = "tempo.grafana.com/distribution";

/**
 * Installs the operator's webhooks; returns when a TempoStack, sent as a dry run, comes back with
 * the label that only they set.
 *
 * @throws Error when the API server does not reach them in time
 */
export async function putWebhooksInForce(
    api: ClusterApi,
    set: WebhookSet,
    { signal, labelled }: { readonly signal: AbortSignal; readonly labelled: string },
): Promise<WebhooksInForce> {
    const remove = async (): Promise<void> => {
        const limit = AbortSignal.timeout(REMOVE_TIMEOUT_MS);
        // When the API server is gone, so are the configurations.
        await removeWebhooks(api, set.name, limit).catch(() => undefined);
    };
    try {
        await installWebhooks(api, set, signal);
        await waitUntilAsked(api, set.url, labelled, signal);
    } catch (error) {
        await remove();
        throw error;
    }
    return { remove };
}

async function waitUntilAsked(
    api: ClusterApi,
    url: string,
    labelled: string,
    signal: AbortSignal,
): Promise<void> {
    const deadline = Date.now() + IN_FORCE_TIMEOUT_MS;
    let seen = "no answer yet";
    while (Date.now() < deadline) {
        signal.throwIfAborted();
        const answer = await tryOut(api, signal);
        if (answer.label === labelled) return;
        seen = answer.seen;
        await wait(PAUSE_MS);
    }
    throw new Error(
        `Expected the API server to ask the operator's webhooks at ${url} within ${String(IN_FORCE_TIMEOUT_MS / 1000)} s, last seen: ${seen}. They have to be reachable from where the API server runs.`,
    );
}

async function tryOut(
    api: ClusterApi,
    signal: AbortSignal,
): Promise<{ readonly label?: unknown; readonly seen: string }> {
    const { apiVersion, kind } = RESOURCES.TempoStack;
    const body = {
        apiVersion,
        kind,
        metadata: { name: "tempo-sts-sandbox-probe" },
        spec: { storage: { secret: { name: "tempo-sts-sandbox-probe", type: "s3" } } },
    };
    try {
        const answer = await api.request("POST", collectionPath(RESOURCES.TempoStack, "default"), {
            query: { dryRun: "All" },
            body,
            signal,
        });
        const label = valueAt(answer, "metadata", "labels", DISTRIBUTION_LABEL);
        return { label, seen: "a TempoStack is stored without having been defaulted" };
    } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (!isNotFound(error)) return { seen: error.message };
        throw new Error(
            `Expected the cluster to know the kind TempoStack, got: ${error.message}. Install the definitions before the operator.`,
            { cause: error },
        );
    }
}
