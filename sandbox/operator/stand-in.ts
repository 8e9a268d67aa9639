/**
 * Plays the Tempo operator: real admission webhooks and a controller that makes the objects which
 * tempo-sts and its checks look at. It shows what was observed of operator 0.22 with S3 storage; it
 * does not play the gateway, the metrics generator, TempoMonolithic's workloads, network policies,
 * disruption budgets or the certificates between components.
 */
import { operatorHandlers } from "./admission/webhooks.ts";
import { operatorWebhooks } from "./admission/webhook-configurations.ts";
import { startWebhookServer } from "./admission/webhook-server.ts";
import { ClusterApi, type ClusterTarget } from "./cluster/cluster-api.ts";
import { startController } from "./controller/controller.ts";
import type { Listeners, Operator } from "./events.ts";
import { operatorSettings, OPERATOR_VERSION, type Distribution } from "./settings.ts";
import { putWebhooksInForce, type WebhooksInForce } from "./webhooks-in-force.ts";

/** How the stand-in is started. */
export interface OperatorOptions extends ClusterTarget, Listeners {
    /** @default openshift */
    readonly distribution?: Distribution | undefined;
    /** Address the API server reaches this process at. @default 127.0.0.1 */
    readonly host?: string | undefined;
    /** Stops it, without waiting for the end: call `stop()` for that. */
    readonly signal?: AbortSignal | undefined;
}

/** Starts the stand-in and waits until its webhooks are in force and its watches are open. */
export async function startOperator(options: OperatorOptions): Promise<Operator> {
    const own = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, own.signal]) : own.signal;
    const settings = operatorSettings(options.distribution ?? "openshift");
    const api = await ClusterApi.connect(options);
    const server = await startWebhookServer({
        host: options.host,
        handlers: operatorHandlers(api, settings, signal),
        onError: (error) => options.onError?.(error),
    });
    const controller = startController(api, options, signal);
    let webhooks: WebhooksInForce | undefined;
    const stopOnce = once(async () => {
        await webhooks?.remove();
        own.abort();
        await controller.ended();
        await server.stop();
        api.close();
    });
    try {
        const set = operatorWebhooks(server);
        [webhooks] = await Promise.all([
            putWebhooksInForce(api, set, { signal, labelled: settings.distribution }),
            controller.ready,
        ]);
        signal.throwIfAborted();
    } catch (error) {
        await stopOnce();
        throw error;
    }
    return {
        kind: "stand-in",
        description: `a stand-in for the Tempo operator ${OPERATOR_VERSION} (${settings.distribution})`,
        stop: stopOnce,
    };
}

function once(work: () => Promise<void>): () => Promise<void> {
    let done: Promise<void> | undefined;
    return async () => (done ??= work());
}
